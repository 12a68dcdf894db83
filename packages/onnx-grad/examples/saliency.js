/** A photo lit where a network's favourite class comes from: node saliency.js photo.png out.png [network.onnx [preprocess]] */
import { pathToFileURL } from 'node:url';
import { extend, gradientGraph } from 'onnx-grad';
import { blurred, compile, largest, noisy, openNetwork, readPicture, writePicture } from './setup.js';

export async function saliency([photo, out, path, preprocess], side = 224, samples = 24) {
  const network = await openNetwork(side, path, preprocess);
  const [input, scores] = [network.inputs[0], network.outputs[0]];
  const picture = await readPicture(photo, side);
  const found = largest((await (await compile(network, side))(picture))[scores]);
  const objective = extend(network, (b) => {
    const one = b.node('Gather', [scores, b.ints([found])], { axis: 1 });
    return [b.node('ReduceSum', [one], { keepdims: 0 }, 'score')];
  });
  const run = await compile(gradientGraph(objective, { of: 'score', wrt: input, name: 'gradient' }), side);
  // One gradient is mostly noise; the mean square over noisy copies of the photo is not (SmoothGrad).
  const area = side * side;
  const map = new Float32Array(area);
  for (let sample = 0; sample < samples; sample++) {
    const { gradient } = await run(noisy(picture, 0.15, sample + 1));
    const size = gradient.reduce((sum, v) => sum + v * v, 0);
    gradient.forEach((v, i) => (map[i % area] += (v * v) / size));
  }
  const smooth = blurred(map, side, 3).map(Math.sqrt);
  const bright = smooth.toSorted()[Math.floor(0.98 * area)];
  const lit = picture.map((v, i) => v * Math.min(1, 0.08 + (smooth[i % area] / bright) ** 2));
  await writePicture(out, lit, side);
  return { found };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log('class', (await saliency(process.argv.slice(2))).found);
