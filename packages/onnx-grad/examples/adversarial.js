/** A picture that looks the same and is taken for something else: node adversarial.js photo.png out.png [network.onnx [preprocess]] */
import { pathToFileURL } from 'node:url';
import { extend, gradientGraph } from 'onnx-grad';
import { compile, largest, openNetwork, readPicture, writePicture } from './setup.js';

export async function adversarial([photo, out, path, preprocess], side = 224, reach = 4 / 255, steps = 10) {
  const network = await openNetwork(side, path, preprocess);
  const [input, scores] = [network.inputs[0], network.outputs[0]];
  const picture = await readPicture(photo, side);
  const look = await compile(network, side);
  const before = (await look(picture))[scores];
  const first = largest(before);
  const second = largest(before.with(first, -Infinity));
  // What is to grow: the runner-up's score less the winner's.
  const objective = extend(network, (b) => {
    const pair = b.node('Gather', [scores, b.ints([second, first])], { axis: 1 });
    const signed = b.node('Mul', [pair, b.constant([1, -1])]);
    return [b.node('ReduceSum', [signed], { keepdims: 0 }, 'lead')];
  });
  const run = await compile(gradientGraph(objective, { of: 'lead', wrt: input, name: 'gradient' }), side);
  let changed = picture;
  for (let step = 0; step < steps; step++) {
    const { gradient } = await run(changed);
    changed = changed.map((v, i) => {
      const moved = v + (2 * reach * Math.sign(gradient[i])) / steps;
      return Math.min(1, picture[i] + reach, Math.max(0, picture[i] - reach, moved));
    });
  }
  await writePicture(out, changed, side);
  return { before: first, after: largest((await look(changed))[scores]) };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log(await adversarial(process.argv.slice(2)));
