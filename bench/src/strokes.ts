import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  openPage,
  seededRandom,
  splineBasis,
  flatten,
  flattenBackward,
  type Inks,
  type Lines,
} from '@inkception/core';
import { builtIn } from './networks.ts';
import { printTable, runTarget } from './run-target.ts';

/** What strokes cost, on their own and in a drawing. */
export async function benchStrokes(): Promise<void> {
  console.log('\nStrokes: forward + backward of 3 pens, strokes of 60 px, 2 px wide; CPU time, median of 15');
  for (const [strokes, size, limitMs] of [
    [2000, 512, 60],
    [256, 224, 8],
  ] as const) {
    const { ms } = timeOf({ strokes, size, length: 60 });
    console.log(`${strokes} strokes at ${size} px: ${(ms / limitMs).toFixed(2)} of the ${limitMs} ms`);
  }
  costOfInk();
  besideDense({ strokes: 64, size: 128, length: 40 });
  await drawings();
}

interface Scene {
  readonly strokes: number;
  readonly size: number;
  /** px */
  readonly length: number;
}

const controls = 4;
const runs = 15;

/** Median CPU milliseconds of a picture and its gradients, from control points and back, and the pixels inked. */
function timeOf(scene: Scene): { ms: number; inked: number } {
  const { strokes, size } = scene;
  const basis = splineBasis({ controls, closed: false }, 4);
  const points = controlPoints(scene);
  const lines = linesOf(strokes, basis.samples);
  const page = openPage(size, size, 3);
  const gradient = { width: size, height: size, data: new Float32Array(3 * size * size).fill(0.1) };
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage().user;
    for (let s = 0; s < strokes; s++)
      flatten(basis, points, 2 * controls * s, 1, lines.points, 2 * basis.samples * s);
    page.draw(lines, inks, 1);
    const { points: ofLines } = page.backward(gradient, 1, 0.1);
    const out = new Float32Array(points.length);
    for (let s = 0; s < strokes; s++)
      flattenBackward(basis, ofLines, 2 * basis.samples * s, 1, out, 2 * controls * s);
    times.push((process.cpuUsage().user - before) / 1000);
  }
  return { ms: times.sort((a, b) => a - b)[Math.floor(runs / 2)]!, inked: bandPixels(lines) };
}

const inks: Inks = {
  colours: [
    [0.1, 0.1, 0.1],
    [0.8, 0.1, 0.1],
    [0.1, 0.5, 0.9],
  ],
  opaque: [false, false, false],
  order: [0, 1, 2],
  paper: [1, 1, 1],
};

function linesOf(strokes: number, samples: number): Lines {
  return {
    points: new Float32Array(2 * strokes * samples),
    starts: Int32Array.from({ length: strokes + 1 }, (_, s) => samples * s),
    halves: new Float32Array(strokes).fill(1),
    shares: new Float32Array(3 * strokes).fill(1 / 3),
    presences: new Float32Array(strokes).fill(1),
  };
}

/** Bent strokes all over the page. */
function controlPoints({ strokes, size, length }: Scene): Float32Array {
  const random = seededRandom(1);
  const points = new Float32Array(2 * controls * strokes);
  for (let s = 0; s < strokes; s++) {
    let [x, y] = [random.between(0.05, 0.95) * size, random.between(0.05, 0.95) * size];
    let angle = random.between(0, 2 * Math.PI);
    for (let k = 2 * controls * s; k < 2 * controls * (s + 1); k += 2) {
      [points[k], points[k + 1]] = [x, y];
      angle += 0.5 * random.normal();
      x += (length / (controls - 1)) * Math.cos(angle);
      y += (length / (controls - 1)) * Math.sin(angle);
    }
  }
  return points;
}

/** Pixels that strokes touch, one on the other counted twice: length times width with both soft edges. */
function bandPixels({ points, starts, halves }: Lines): number {
  let sum = 0;
  halves.forEach((half, s) => {
    for (let i = 2 * starts[s]!; i + 3 < 2 * starts[s + 1]!; i += 2)
      sum += Math.hypot(points[i + 2]! - points[i]!, points[i + 3]! - points[i + 1]!) * 2 * (half + 1);
  });
  return sum;
}

/** Cost against ink: ms = a + b pixels, with how much of the variance the line explains. */
function costOfInk(): void {
  const measured = [250, 500, 1000, 2000, 3000, 4000].map((strokes) =>
    timeOf({ strokes, size: 512, length: 60 }),
  );
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [mean(measured.map(({ inked }) => inked)), mean(measured.map(({ ms }) => ms))];
  const sum = (f: (at: { ms: number; inked: number }) => number): number =>
    measured.reduce((total, at) => total + f(at), 0);
  const slope = sum(({ ms, inked }) => (inked - x) * (ms - y)) / sum(({ inked }) => (inked - x) ** 2);
  const left = sum(({ ms, inked }) => (ms - y - slope * (inked - x)) ** 2);
  const explained = 1 - left / sum(({ ms }) => (ms - y) ** 2);
  console.log(
    `cost against ink at 512 px: ${(1e6 * slope).toFixed(0)} ns an inked pixel and ${(y - slope * x).toFixed(1)} ms for the page; ` +
      `the line explains ${(100 * explained).toFixed(1)} % (250 to 4000 strokes)`,
  );
}

/** The same strokes in PyTorch, every pixel against every segment. */
function besideDense(scene: Scene): void {
  const script = fileURLToPath(new URL('../pytorch_strokes.py', import.meta.url));
  const { strokes, size } = scene;
  const points = Array.from(controlPoints(scene)).join(' ');
  for (const python of ['/root/venv/bin/python', '/usr/bin/python3', 'python3']) {
    const { status, stdout } = spawnSync(python, [script, String(strokes), String(size)], {
      encoding: 'utf8',
      input: points,
    });
    if (status !== 0) continue;
    const { ms } = timeOf(scene);
    console.log(
      `${strokes} strokes at ${size} px: 1 / ${(Number(stdout) / ms).toFixed(0)} of dense PyTorch's CPU time`,
    );
    return;
  }
  console.log('PyTorch is not here to compare');
}

const classes = ['octopus', 'butterfly', 'cat'];
const limitSeconds = 20;

async function drawings(): Promise<void> {
  const rows: (string | number)[][] = [
    ['48 strokes, 3 pens', 'true', 'kept', 'drawn', 'strokes', 'CPU / 20 s'],
  ];
  for (const name of classes) {
    const before = process.cpuUsage().user;
    const { best, drawnScore } = await runTarget(builtIn(), {
      target: { kind: 'class', name },
      recipe: 'strokes',
      pens: 3,
    });
    const { trueScore, relaxedScore, truth } = best.picture;
    rows.push([
      name,
      trueScore.excitation,
      trueScore.excitation / relaxedScore.excitation,
      drawnScore.excitation,
      truth.kind === 'strokes' ? truth.strokes.length : 0,
      (process.cpuUsage().user - before) / 1e6 / limitSeconds,
    ]);
  }
  printTable(rows);
}
