export const mainHelp = `inkception: name a neuron, get a drawing for your pens

  inkception excite WHAT       a drawing that excites a class, channel or neuron
  inkception classes [GROUP]   the classes of a network, by name
  inkception layers            the layers of a network that can be excited
  inkception --version

  inkception COMMAND --help shows its options.
`;

export const exciteHelp = `inkception excite: a drawing that excites a network

  inkception excite octopus
  inkception excite --class butterfly --pens 3 --paper A5 --margin 15 --pen-width 0.4 --seed 7 --out out/butterfly
  inkception excite --model net.onnx --card net.json --layer fire8/concat --channel 11
  inkception excite --job out/octopus/report.json

What
  WHAT, --class NAME    a class by name, other word or number
  --layer NAME          a layer (inkception layers), with one of
    --channel N           a channel: the mean of its map
    --neuron C,ROW,COL    one place of a channel's map
  --model FILE.onnx     a network of yours; without it the built-in one
  --card FILE.json      what its input and classes are (default: FILE.json beside the model)

Pens and paper
  --pens N | FILE.json  how many pens to learn (4), or the pens you own; the paper is a free colour on top
  --palette HEX,HEX     pens of these colours
  --pen-width MM        width of their lines (0.4)
  --paper SIZE          A6 to A2, letter, tabloid, "A5 landscape", or WIDTHxHEIGHT in mm (A5)
  --margin MM           kept free of ink (15)

How
  --recipe NAME         default, or seed: the recipe that started this
  --size N | WxH        what the network sees, pixels
  --steps N, --tries N  optimiser steps, and independent tries of which the best is kept
  --seed N              another seed, another picture (1)
  --set NAME=VALUE      any setting of the recipe, such as prices.boundary=0.02; may be repeated
  --job FILE            run a report's job again
  --resume DIR          go on with a run that Ctrl-C stopped
  --device NAME         cpu, webgpu, cuda, coreml, dml, or auto: the fastest that works (cpu)

Where
  --out DIR             the run's folder (out/WHAT)
  --force               overwrite another run in it
  --json                events as JSON, a line each

Ctrl-C stops and draws the best so far; again, and it stops at once.
`;

export const layersHelp = `inkception layers: every layer that can be excited

  inkception layers [--model FILE.onnx] [--card FILE.json] [--json]
`;

export const classesHelp = `inkception classes: what can be excited by name

  inkception classes [GROUP] [--model FILE.onnx] [--card FILE.json]
`;
