/** A photo in which a layer sees more and more: node deep-dream.js photo.png out.png [network.onnx [preprocess [layer]]] */
import { pathToFileURL } from 'node:url';
import { cutAt, extend, findLayer, gradientGraph, layers } from 'onnx-grad';
import { compile, openNetwork, readPicture, writePicture } from './setup.js';

export async function deepDream([photo, out, path, preprocess, name], side = 224, steps = 40) {
  const network = await openNetwork(side, path, preprocess);
  const maps = layers(network).filter(({ shape }) => shape.length === 4 && shape[2] > 1);
  const layer = name ? findLayer(network, name) : maps[Math.floor(0.7 * maps.length)];
  const objective = extend(cutAt(network, [layer.name]), (b) => {
    const squares = b.node('Mul', [layer.name, layer.name]);
    return [b.node('ReduceMean', [squares], { keepdims: 0 }, 'activity')];
  });
  const gradients = gradientGraph(objective, { of: 'activity', wrt: network.inputs[0], name: 'gradient' });
  const run = await compile(gradients, side);
  let picture = await readPicture(photo, side);
  const activities = [];
  for (let step = 0; step < steps; step++) {
    const { activity, gradient } = await run(picture);
    const mean = gradient.reduce((sum, v) => sum + Math.abs(v), 0) / gradient.length;
    picture = picture.map((v, i) => Math.min(1, Math.max(0, v + (0.008 * gradient[i]) / mean)));
    activities.push(activity[0]);
  }
  await writePicture(out, picture, side);
  return { layer: layer.name, activities };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log((await deepDream(process.argv.slice(2))).layer);
