/** Which pixels a network's favourite class depends on: node saliency.js photo.png out.png [network.onnx [preprocess]] */
import { pathToFileURL } from 'node:url';
import { extend, gradientGraph } from 'onnx-grad';
import { compile, largest, openNetwork, readPicture, writePicture } from './setup.js';

export async function saliency([photo, out, path, preprocess], side = 224) {
  const network = await openNetwork(side, path, preprocess);
  const [input, scores] = [network.inputs[0], network.outputs[0]];
  const picture = await readPicture(photo, side);
  const found = largest((await (await compile(network, side))(picture))[scores]);
  const objective = extend(network, (b) => {
    const one = b.node('Gather', [scores, b.ints([found])], { axis: 1 });
    return [b.node('ReduceSum', [one], { keepdims: 0 }, 'score')];
  });
  const run = await compile(gradientGraph(objective, { of: 'score', wrt: input, name: 'gradient' }), side);
  const { gradient } = await run(picture);
  const area = side * side;
  const map = Float32Array.from({ length: area }, (_, i) =>
    Math.max(...[0, 1, 2].map((c) => Math.abs(gradient[c * area + i]))),
  );
  const bright = map.toSorted()[Math.floor(0.99 * area)];
  await writePicture(
    out,
    map.map((v) => v / bright),
    side,
  );
  return { found };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log('class', (await saliency(process.argv.slice(2))).found);
