import { numbersOf, sizeOf, tensorOf, type Tensor } from '../file/tensor.ts';
import type { Builder } from './rule.ts';
import { range } from './shapes.ts';
import type { Window } from './window.ts';

/** Blocks of pixels of the input, `size` x `size`, and which rows and columns of the output each depends on. */
interface Blocks {
  readonly size: number;
  /** From the output at (block's position) step + first, `count` of them, on each axis. */
  readonly step: number;
  readonly first: readonly number[];
  readonly count: readonly number[];
}

/** With so few input channels a plain Conv as gradient would compute padding, mostly. */
export const fewChannels = 4;

/** Runtimes compute channels in blocks of this many, 8 or 16. */
const together = 16;

/** More multiplications than this, as a multiple of ConvTranspose's, do not pay. */
const worth = 2.5;

/**
 * The gradient of a convolution of few channels: a picture's. A Conv whose channels would be few, and mostly padding,
 * computes a block of pixels at each place instead, each pixel a channel, and DepthToSpace lays them out. ConvTranspose
 * adds up columns on one core. Undefined where this does not pay.
 */
export function fewChannelsGradient(
  b: Builder,
  dy: string,
  weights: Tensor,
  window: Window,
): string | undefined {
  const [filters = 1, channels = 1, ...kernel] = weights.dims;
  const [stride = 1] = window.strides;
  const square = window.strides.every((s) => s === stride) && window.dilations.every((d) => d === 1);
  if (kernel.length !== 2 || !square) return undefined;
  const blocks = cheapest(window, stride, channels);
  if (cost(blocks, channels) > (worth * sizeOf([channels, ...kernel])) / stride ** 2) return undefined;
  const { size, step, first, count } = blocks;
  const places = window.input.map((length) => Math.ceil(length / size));
  const after = places.map((n, i) => (n - 1) * step + count[i]! + first[i]! - window.output[i]!);
  if (first.some((n) => n > 0) || after.some((n) => n < 0)) return undefined;
  const filter = tensorOf(
    weights.type,
    [size * size * channels, filters, ...count],
    blockFilter(weights, window, blocks),
  );
  const pixels = b.node('Conv', [dy, b.constant(filter)], {
    kernel_shape: count,
    strides: [step, step],
    dilations: [1, 1],
    pads: [...first.map((n) => -n), ...after],
    group: 1,
  });
  const laid = b.node('DepthToSpace', [pixels], { blocksize: size });
  if (places.every((n, i) => n * size === window.input[i])) return laid;
  return b.node('Slice', [laid, b.ints([0, 0]), b.ints(window.input), b.ints([2, 3])]);
}

function cheapest(window: Window, stride: number, channels: number): Blocks {
  const tried = [1, 2, 4].map((times) => blocksOf(window, stride, times));
  const costs = tried.map((blocks) => cost(blocks, channels));
  return tried[costs.indexOf(Math.min(...costs))]!;
}

/** A pixel p = size i + a depends on outputs o where 0 <= p + before - stride o < kernel. */
function blocksOf({ kernel, before }: Window, stride: number, step: number): Blocks {
  const size = stride * step;
  const first = kernel.map((k, i) => -Math.floor((k - 1 - before[i]!) / stride));
  const count = kernel.map((_, i) => Math.floor((size - 1 + before[i]!) / stride) - first[i]! + 1);
  return { size, step, first, count };
}

/** Multiplications per pixel and filter. */
function cost({ size, count }: Blocks, channels: number): number {
  const made = together * Math.ceil((channels * size * size) / together);
  return (made * sizeOf(count)) / size ** 2;
}

/** [(a, b, channel), filter, row, column] = W[filter, channel, a + before - stride (row + first), b + ...], else 0. */
function blockFilter(weights: Tensor, window: Window, blocks: Blocks): Float64Array {
  const [filters = 1, channels = 1, high = 1, wide = 1] = weights.dims;
  const { size, first, count } = blocks;
  const [rows = 1, columns = 1] = count;
  const values = numbersOf(weights);
  const result = new Float64Array(size * size * channels * filters * rows * columns);
  const tap = (axis: number, pixel: number, at: number): number =>
    pixel + window.before[axis]! - window.strides[axis]! * (at + first[axis]!);
  let at = 0;
  for (const a of range(size))
    for (const c of range(size))
      for (const channel of range(channels))
        for (const filter of range(filters))
          for (const row of range(rows))
            for (const column of range(columns)) {
              const [y, x] = [tap(0, a, row), tap(1, c, column)];
              const inside = y >= 0 && y < high && x >= 0 && x < wide;
              if (inside) result[at] = values[((filter * channels + channel) * high + y) * wide + x]!;
              at++;
            }
  return result;
}
