import type { Random } from '../../random.ts';
import { controlsThrough, type StrokeForm } from './spline.ts';
import { bentStroke, type StartSettings } from './start.ts';
import { keepWithin, type Within } from './within.ts';

/** Where strokes are wanted, pixel by pixel, and which way they run there. */
export interface Guide {
  readonly width: number;
  readonly height: number;
  /** What a stroke has been laid along is wanted less. */
  readonly wanted: Float32Array;
  /** Of the line through each pixel along which the picture changes least, radians. */
  readonly angles: Float32Array;
}

/** How much planes [height, width] change around each pixel, 1 where most, and along which line least. */
export function edgesOf(
  planes: readonly Float32Array[],
  width: number,
  height: number,
): { edges: Float32Array; angles: Float32Array } {
  const smooth = planes.map((plane) => blurred(plane, width, height, 2));
  const parts = structure(smooth, width, height).map((part) => blurred(part, width, height, 4));
  const [xx, xy, yy] = parts as [Float32Array, Float32Array, Float32Array];
  const edges = xx.map((value, i) => Math.sqrt(value + yy[i]!));
  const most = largest(edges);
  return {
    edges: edges.map((edge) => edge / most),
    angles: xx.map((value, i) => (Math.atan2(2 * xy[i]!, value - yy[i]!) + Math.PI) / 2),
  };
}

/** The largest number; never 0. */
export function largest(values: Float32Array): number {
  return values.reduce((a, b) => Math.max(a, b), 1e-9);
}

/** The structure tensor: sums of gx gx, gx gy and gy gy over planes, by central differences. */
function structure(planes: readonly Float32Array[], width: number, height: number): Float32Array[] {
  const parts = [0, 1, 2].map(() => new Float32Array(width * height));
  for (const plane of planes) {
    for (let y = 1; y < height - 1; y++) {
      for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
        const [gx, gy] = [plane[i + 1]! - plane[i - 1]!, plane[i + width]! - plane[i - width]!];
        parts[0]![i]! += gx * gx;
        parts[1]![i]! += gx * gy;
        parts[2]![i]! += gy * gy;
      }
    }
  }
  return parts;
}

/** So many times (1, 2, 1) / 4 along both axes; beyond the border lies the border. */
function blurred(plane: Float32Array, width: number, height: number, times: number): Float32Array {
  let now = plane;
  const along = (from: Float32Array, step: number, at: (i: number) => number, length: number): Float32Array =>
    from.map((value, i) => {
      const [before, after] = [at(i) > 0 ? i - step : i, at(i) < length - 1 ? i + step : i];
      return (from[before]! + 2 * value + from[after]!) / 4;
    });
  for (let time = 0; time < times; time++) {
    now = along(now, 1, (i) => i % width, width);
    now = along(now, width, (i) => Math.floor(i / width), height);
  }
  return now;
}

/** How far from a laid stroke others are wanted less, pixels, and how much is left there. */
const [reach, left] = [3, 0.15];
/** A stroke ends where strokes are wanted less than this share of where it began. */
const leastShare = 0.3;
/** The most a stroke turns from one pixel to the next, radians: corners end it. */
const mostTurn = 0.7;

/** The control points of a stroke laid where one is wanted, along the guide both ways. */
export function guidedStroke(
  guide: Guide,
  form: StrokeForm,
  within: Within,
  settings: StartSettings,
  random: Random,
): Float32Array {
  const { initialLength } = settings;
  const side = Math.min(guide.width, guide.height);
  const from = drawPixel(guide.wanted, random);
  const most = Math.max(2, (initialLength * side * random.between(0.5, 1.5)) / 2);
  const angle = guide.angles[from]!;
  const line = [
    ...follow(guide, from, angle + Math.PI, most).reverse(),
    ...follow(guide, from, angle, most).slice(1),
  ];
  for (const place of line) useUp(guide, place);
  const points = form.closed
    ? loopAbout(line, side, form, within, settings, random)
    : splineAlong(line, side, form);
  keepWithin(points, within);
  return points;
}

function splineAlong(line: readonly Spot[], side: number, { controls }: StrokeForm): Float32Array {
  const through = evenly(line, controls).map((value) => value / side);
  return controlsThrough(through, false);
}

/** A loop around the middle of a line. */
function loopAbout(
  line: readonly Spot[],
  side: number,
  form: StrokeForm,
  within: Within,
  settings: StartSettings,
  random: Random,
): Float32Array {
  const loop = bentStroke(form, within, { ...settings, initialSpread: 0 }, random);
  const middle = line[line.length >> 1]!;
  const [dx, dy] = [middle[0] / side - within.width / 2, middle[1] / side - within.height / 2];
  return loop.map((value, i) => value + (i % 2 === 0 ? dx : dy));
}

type Spot = readonly [x: number, y: number];

/** A pixel, the likelier the more a stroke is wanted there. */
function drawPixel(wanted: Float32Array, random: Random): number {
  const sum = wanted.reduce((total, value) => total + value, 0);
  let rest = random.uniform() * sum;
  const found = wanted.findIndex((value) => (rest -= value) < 0);
  return found < 0 ? random.integer(0, wanted.length - 1) : found;
}

/** Pixel by pixel along the guide, from a pixel on. */
function follow({ width, height, wanted, angles }: Guide, from: number, angle: number, most: number): Spot[] {
  let [x, y, heading] = [(from % width) + 0.5, Math.floor(from / width) + 0.5, angle];
  const line: Spot[] = [[x, y]];
  while (line.length < most) {
    x += Math.cos(heading);
    y += Math.sin(heading);
    if (x < 0 || y < 0 || x >= width || y >= height) break;
    const at = Math.floor(y) * width + Math.floor(x);
    const turn = halfTurn(angles[at]! - heading);
    if (wanted[at]! < leastShare * wanted[from]! || Math.abs(turn) > mostTurn) break;
    heading += turn;
    line.push([x, y]);
  }
  return line;
}

/** The same line's angle in [-pi/2, pi/2]: lines have no direction. */
function halfTurn(angle: number): number {
  return angle - Math.PI * Math.round(angle / Math.PI);
}

function useUp({ width, height, wanted }: Guide, [x, y]: Spot): void {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const [across, down] = [column + dx, row + dy];
      if (across < 0 || down < 0 || across >= width || down >= height) continue;
      if (dx * dx + dy * dy <= reach * reach) wanted[down * width + across]! *= 1 - (1 - left) / reach;
    }
  }
}

/** So many points along a line of spots, evenly. */
function evenly(line: readonly Spot[], count: number): Float32Array {
  const out = new Float32Array(2 * count);
  for (let k = 0; k < count; k++) {
    const place = (k * (line.length - 1)) / (count - 1);
    const [i, t] = [Math.min(Math.floor(place), Math.max(0, line.length - 2)), place - Math.floor(place)];
    const [a, b] = [line[i]!, line[Math.min(i + 1, line.length - 1)]!];
    out[2 * k] = a[0] + t * (b[0] - a[0]);
    out[2 * k + 1] = a[1] + t * (b[1] - a[1]);
  }
  return out;
}
