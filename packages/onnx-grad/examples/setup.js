/** What the three examples share: a picture in, a picture out, and a network that takes pictures. */
import { readFile, writeFile } from 'node:fs/promises';
import { decode, encode } from 'fast-png';
import { prependPreprocess, readModel, simplify, withInputShape, writeModel } from 'onnx-grad';
import * as ort from 'onnxruntime-node';

const builtIn = new URL('../../pictograms/weights/pictograms.onnx', import.meta.url);

/** A PNG as [1, 3, side, side], RGB in [0, 1]; the middle square, nearest pixels. */
export async function readPicture(path, side) {
  const { data, width, height, channels, depth } = decode(await readFile(path));
  const square = Math.min(width, height);
  const pixels = new Float32Array(3 * side * side);
  for (let i = 0; i < pixels.length; i++) {
    const [c, y, x] = [Math.floor(i / side / side), Math.floor(i / side) % side, i % side];
    const row = Math.floor((height - square) / 2 + ((y + 0.5) * square) / side);
    const column = Math.floor((width - square) / 2 + ((x + 0.5) * square) / side);
    const channel = channels < 3 ? 0 : c;
    pixels[i] = data[(row * width + column) * channels + channel] / (2 ** depth - 1);
  }
  return pixels;
}

/** Planar numbers in [0, 1], three channels or one, as a PNG. */
export async function writePicture(path, pixels, side) {
  const channels = pixels.length / (side * side);
  const data = new Uint8Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const [c, place] = [Math.floor(i / side / side), i % (side * side)];
    data[place * channels + c] = Math.round(255 * Math.min(1, Math.max(0, pixels[i])));
  }
  await writeFile(path, encode({ width: side, height: side, data, channels, depth: 8 }));
}

/** A network on pictures: the built-in one, or a file's, whose preprocessing is ImageNet's usual one unless given. */
export async function openNetwork(side, path = builtIn, preprocess = undefined) {
  const file = readModel(await readFile(path), { source: String(path) });
  const network = simplify(withInputShape(file, [1, 3, side, side]));
  if (path === builtIn) return network;
  const usual = {
    order: 'RGB',
    scale: 1,
    offset: 0,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  };
  return prependPreprocess(network, preprocess ? JSON.parse(preprocess) : usual);
}

/** A graph as a function of the picture: its outputs by name, as arrays of numbers. */
export async function compile(graph, side) {
  const session = await ort.InferenceSession.create(writeModel(graph), { logSeverityLevel: 3 });
  return async (pixels) => {
    const picture = new ort.Tensor('float32', pixels, [1, 3, side, side]);
    const results = await session.run({ [graph.inputs[0]]: picture });
    return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data]));
  };
}

/** The numbers with noise of a standard deviation added (twelve uniform numbers, nearly Gauss), the same for a seed. */
export function noisy(numbers, deviation, seed) {
  let state = seed;
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  return numbers.map((v) => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform();
    return v + deviation * sum;
  });
}

/** Planes averaged over squares of 2 radius + 1 pixels, less at the border, twice: nearly a Gauss filter. */
export function blurred(planes, side, radius) {
  let result = planes;
  for (const stride of [1, side, 1, side]) {
    const from = result;
    result = from.map((_, i) => {
      const at = Math.floor(i / stride) % side;
      let [sum, count] = [0, 0];
      for (let d = Math.max(-radius, -at); d <= Math.min(radius, side - 1 - at); d++) {
        sum += from[i + d * stride];
        count++;
      }
      return sum / count;
    });
  }
  return result;
}

/** The place of the largest number. */
export const largest = (numbers) => numbers.reduce((best, v, i) => (v > numbers[best] ? i : best), 0);
