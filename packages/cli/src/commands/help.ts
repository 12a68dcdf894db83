/** Of every command that draws areas. */
const fillOptionsHelp = `  --fill NAME,NAME      how areas are filled, one for all or each colour: hatch, spiral, concentric, cross-hatch,
                        flow, stipple, stipple-line, scribble, outline, none
  --pitch N             from line to line, in pen widths (0.9: solid)
  --angle DEG,DEG       of the hatching, one for all or each colour
  --no-outline          fills alone
  --trap MM, --gap MM   lighter areas reach under darker ones, or keep off them (0.1 to 0.3)
`;

/** Of every command that plots. */
const outputOptionsHelp = `  --budget TIME         at most so long: 60min, 1h30
  --machine NAME        axidraw-v3, axidraw-a3, axidraw-se-a1, axidraw-minikit, generic: its limits and its time
  --order PEN,PEN       which pens come first, by name or number (light to dark, opaque ones last)
  --offset PEN:X,Y      a pen's tip sits elsewhere, mm: "2:0.3,-0.1;black:0,0.2"
  --registration        crosses and the pen's number in the margin, by every pen
  --formats LIST        beside svg and preview: svg-px, per-pen, hpgl, gcode, ink-load,
                        animation (the drawing draws itself), all
  --axidraw-codes CODES ! pause, +S speed, +H height, +D delay: "!+S30;2:+S20"
  --gcode-template WHAT servo, z, or FILE.json
  --ink-limit N         warn of more passes over one place (5)
`;

export const mainHelp = `inkception: name a neuron, get a drawing for your pens

  inkception excite WHAT       a drawing that excites a class, channel or neuron
  inkception strokes WHAT      the same, drawn with pen lines
  inkception plot FILE         any PNG or SVG, for your plotter
  inkception pens              pens files: list, check, a sheet of swatches, its scan
  inkception classes [GROUP]   what a network knows by name; --sheet draws a group
  inkception layers            the layers of a network that can be excited
  inkception channels          a contact sheet: what every channel of a layer likes
  inkception models            networks by name: list, show, pull, add
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
  --term TERM           as well, with a weight: class:lion:0.5, channel:LAYER:11, neuron:LAYER:11,6,6:2; may be repeated
  --not NAME            but not this: a class, or LAYER:CHANNEL; may be repeated
  --like PICTURE.png    what the network sees in this picture, in the picture's shape; alone or beside others
  --like-layers L,L     in these layers (one at each of 1/2 to 1/16 of the picture)
  --like-style N        what style counts beside content (0.2)
  --model FILE | NAME   a network of yours or one of inkception models; without it the built-in one
  --card FILE.json      what its input and classes are (default: FILE.json beside the model)
  --cache DIR           where networks by name are kept (inkception models)

Pens and paper
  --pens N | FILE.json  how many pens to learn (4), or the pens you own; the paper is a free colour on top
  --palette HEX,HEX     pens of these colours
  --best N              of these pens, the N that serve the network best; the report says what each other one cost
  --pen-width MM        width of their lines (0.4)
  --overprint           clear inks over each other: every two pens are a colour more
  --accent PEN:PERCENT  this pen, by name or number, may have so much of the picture; may be repeated
  --white PERCENT       so much of the picture stays paper
  --paper-colour COLOUR white, cream, grey, kraft, navy, black, or HEX; on dark paper, inks are opaque
  --paper SIZE          A6 to A2, letter, tabloid, "A5 landscape", or WIDTHxHEIGHT in mm (A5)
  --margin MM           kept free of ink (15)

Composition
  --symmetry WHAT       left-right, up-down, both, turn-N (N times around) or kaleidoscope-N (mirrored as well)
  --tile                goes on across its borders, for --repeat without seams
  --all-over            a pattern: any part of it excites, not the whole alone
  --poster N            2, 4 or 8 times as wide and high, optimised in parts: motifs of every size, in little memory
  --mask WHAT           ink only inside: circle, diamond, heart, star, an SVG's shapes, or a PNG's dark parts
  --from PICTURE.png    begins as a photograph or a drawing; --from-strength N: how much of it stays (2)
  --place X,Y           the middle, as shares of the room within the margin (0.5,0.5)
  --scale N             of the largest that fits (1)
  --repeat CxR          copies side by side and below each other

Strokes, layers, files
${fillOptionsHelp}${outputOptionsHelp}
How
  --recipe NAME         default; linocut, riso, stained-glass, map; or seed: the recipe that started this
  --size N | WxH        what the network sees, pixels
  --steps N, --tries N  optimiser steps, and independent tries of which the best is kept
  --polish N            rounds of moving the finished picture's borders, as long as each plot second excites more (0)
  --seed N              another seed, another picture (1)
  --variations N        so many pictures, each unlike those before it: out/WHAT-1, out/WHAT-2, ...
  --set NAME=VALUE      any setting of the recipe, such as prices.boundary=0.02; may be repeated
  --job FILE            run a report's job again
  --resume DIR          go on with a run that Ctrl-C stopped, or whose plot failed; --budget and the like may change
  --device NAME         cpu, webgpu, cuda, coreml, dml, or auto: the fastest that works (cpu)

Beside (report.json and report.html tell; none of it changes the picture)
  --judge FILE | NAME   what another network sees in it; may be repeated (built-in: the built-in one)
  --judge-card FILE     that network's card (default: beside it); as many as --judge, in the same order
  --reference           run once more with any colours at any pixels: what the pens cost
  --curve N,N,...       run once more with each number of learned pens

Where
  --out DIR             the run's folder (out/WHAT)
  --force               overwrite another run in it
  --json                events as JSON, a line each

Ctrl-C stops and draws the best so far; again, and it stops at once.
`;

export const strokesHelp = `inkception strokes: a drawing of pen lines that excites a network

  inkception strokes octopus
  inkception strokes butterfly --pens 3 --strokes 48 --paper A6 --pen-width 1 --seed 7
  inkception strokes --model net.onnx --layer fire8 --channel 11 --pens 1 --strokes 100
  inkception strokes --like photo.png --pens 3 --strokes 120

What
  WHAT, --class NAME, --layer NAME, --channel N, --neuron C,ROW,COL, --term TERM, --not NAME, --model FILE | NAME,
  --card FILE.json, --cache DIR   as for excite
  --like PICTURE.png    what the network sees in a photograph: its content and its style; lines begin along its edges
  --like-layers L,L, --like-style N   as for excite
  --strokes N           lines at most (48); those of no use are left out
  --from WHERE          where they begin: noise, grid, gradient (where the network asks for ink), PICTURE.png (along its
                        edges), DRAWING.svg (as its lines)
  --from-strength N     how firmly strokes begin in the picture's or drawing's pens (2)

Pens and paper
  --pens N | FILE.json  how many pens to learn (4), or the pens you own
  --palette HEX,HEX     pens of these colours
  --best N, --accent PEN:PERCENT, --white PERCENT, --paper-colour COLOUR   as for excite
  --pen-width MM        width of their lines (1.2); a line is as wide as its pen
  --paper SIZE          A6 to A2, letter, tabloid, "A5 landscape", or WIDTHxHEIGHT in mm (A6)
  --margin MM           kept free of ink (10)

Composition
  --symmetry WHAT, --tile, --all-over, --mask WHAT, --place X,Y, --scale N, --repeat CxR   as for excite

Layers, files
${outputOptionsHelp}
How, beside, where
  --polish N            rounds of judging each stroke by the true score at the end (1)
  --steps N, --tries N, --seed N, --variations N, --size N | WxH, --set NAME=VALUE, --job FILE, --resume DIR,
  --device NAME, --judge FILE | NAME, --judge-card FILE, --reference, --curve N,N,..., --out DIR, --force, --json
                        as for excite; the folder is out/WHAT-strokes

Where a time is given, the lines of least use are left out. Ctrl-C stops and draws the best so far.
`;

export const layersHelp = `inkception layers: the layers that can be excited, and what their units see

  inkception layers [--model FILE | NAME] [--card FILE.json] [--cache DIR] [--size N | WxH]

  --size N | WxH        the picture's size, pixels (the network's own)
  --all                 reshapes, gates and other parts that rarely show anything as well
  --json                all there is to know, one array

Each layer by the name that a person would give it, which --layer takes; its shape; how much of the picture one unit
sees; how far apart units are. --layer also takes a block (fire8, layer3.1: its last layer), the file's own name, and
the end of a name that no other has.
`;

export const channelsHelp = `inkception channels: a contact sheet of what every channel of a layer likes

  inkception channels --layer conv4
  inkception channels --model NAME --layer fire8/concat --from 0 --to 63 --size 128
  inkception channels --layer conv4 --pick 1,5,9 --colours free

  --layer NAME          a layer (inkception layers)
  --from N, --to N      the first and the last channel (all)
  --pick N,N,...        these channels, in this order
  --model FILE | NAME, --card FILE.json, --cache DIR   as for excite
  --size N              side of a tile, pixels (what one unit sees, from 64 to 160)
  --steps N             optimiser steps for each (64)
  --pens N              pens to learn for each, the paper on top (4)
  --colours pens|free   what the pens would draw, or a mixture of free colours (pens)
  --seed N              another seed, other pictures (1)
  --out DIR             sheet.png, index.html, index.json and tiles/ (out/channels-LAYER)
  --force               overwrite another sheet in it
  --json                events as JSON, a line each

Ctrl-C keeps the tiles that are finished; the same command goes on from there.
`;

export const modelsHelp = `inkception models: networks by name

  inkception models list                what can be pulled, and what is here
  inkception models show NAME           all that is known about one
  inkception models pull NAME           fetch it; Ctrl-C keeps what has arrived, the same command goes on
  inkception models add FILE.onnx       take a file that you have, with --card FILE.json unless it is a known one

  --cut LAYER           keep only what this layer needs: 59 of VGG-16's 553 MB (pull, add)
  --card FILE.json      what its input and classes are (pull, add)
  --labels FILE.txt     its classes, one a line; without it they go by number: --class '#107' (pull, add)
  --name NAME           another name than its own (pull, add)
  --force               fetch it again, in place of what is here (pull)
  --cache DIR           where networks are kept ($INKCEPTION_CACHE, $XDG_CACHE_HOME/inkception, ~/.cache/inkception)
  --registry FILE.json  another list of networks than the built-in one ($INKCEPTION_REGISTRY)
  --json                for programs; a pull's progress as events, a line each

Nothing is fetched but by pull, or after a yes to a question. What arrives must have the size and the sha256 of the list.
`;

export const classesHelp = `inkception classes: what can be excited by name

  inkception classes [GROUP] [--model FILE | NAME] [--card FILE.json] [--cache DIR]
  inkception classes food --sheet

  --sheet               a contact sheet: every class of a group drawn

Of a sheet
  --pens N              pens of each picture (4)
  --tries N             the best of so many (1)
  --steps N, --seed N   as for excite
  --out DIR             default: out/classes-GROUP; stopped by Ctrl-C, the same command goes on
  --force               over what another sheet left there
`;

export const plotHelp = `inkception plot: a picture or a drawing for a plotter

  inkception plot true.png
  inkception plot picture.png --pens pens.json --paper A4 --budget 60min --out out/picture
  inkception plot photo.png --quantise 5
  inkception plot drawing.svg --machine axidraw-v3
  inkception plot --job out/picture/plot.json

What
  FILE.png              an indexed PNG: each colour of its palette is a pen
    --quantise N | pens   another PNG, in N colours with the paper, or in the paper and the pens given
    --paper-index N|none  which colour is the paper, from 0 (its nearly white one)
  FILE.svg              any SVG: its strokes, ordered, joined and timed
    --split HOW           a pen is a layer or a colour: layers, colours (layers where there are two)

Pens and paper
  --pens FILE.json      your pens, in the order of the colours or layers
  --palette HEX,HEX     pens of these colours
  --pen-width MM        width of pens that do not say (0.4; of an SVG its own)
  --paper SIZE          A6 to A2, letter, tabloid, "A5 landscape", or WIDTHxHEIGHT in mm (A4; of an SVG its own)
  --margin MM           kept free of ink (15)
  --size MM | fit       longer side (a picture as large as the margin allows, an SVG as large as it is)

Strokes, layers, files
${fillOptionsHelp}${outputOptionsHelp}
Where
  --job FILE            make a plot.json's plot again
  --out DIR             the plot's folder (out/FILE)
  --force               overwrite another plot in it
  --json                the result as JSON
`;

export const pensHelp = `inkception pens: which pens you have, and what they look like on paper

  inkception pens list                    common pens, approximate; --json is a pens file to start from
  inkception pens check FILE.json         reads a pens file and says what is odd about it
  inkception pens swatch --pens FILE.json a sheet of swatches to plot
  inkception pens fit SCAN.png --pens FILE.json
                                          reads its scan back into measured colours and line widths

  --paper SIZE, --margin MM  of the swatch sheet, the same for both (A5, 15)
  --machine, --formats, --axidraw-codes, --gcode-template   as in inkception plot
  --out DIR                  out/swatches; of fit: measured, beside the scan
  --force                    overwrite what is there
`;
