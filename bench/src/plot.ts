import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  orderDrawing,
  orderQuality,
  plotIndexMap,
  plotTime,
  plotWithin,
  seededRandom,
  writeSvg,
  type Drawing,
  type IndexMap,
} from '@inkception/core';
import { a4, dreamMap, fieldMap, sixPens } from './plot-fields.ts';
import { randomStrokes } from './random-strokes.ts';
import { printTable } from './run-target.ts';
import { findVpype, penUpMm, timeVpype } from './vpype.ts';

const limits = { plotSeconds: 3, orderSeconds: 10, travel: 0.8, vpypeTravel: 0.85, vpypeTime: 0.5 };
const [width, height] = [1024, 1448];

/** Plotting an A4 map of six pens, ordering many strokes, and both beside vpype. */
export async function benchPlot(): Promise<void> {
  const field = fieldMap(width, height, 1);
  console.log(`\nPlot of a map of ${width} x ${height} px on A4, six pens, solid hatch`);
  console.log('time as a share of its limit: wall, and of processor time, as the machine may be shared');
  const drawings = {
    'noise field': plotted(field),
    'a dream': plotted(await dreamMap('octopus', width, height)),
  };
  console.log('\nTravel of the strokes as plotted (limit 0.80 x greedy)');
  printTable([
    ['map', 'strokes', '/ greedy', '/ bound'],
    ...Object.entries(drawings).map(([name, drawing]) => [name, ...travelRow(drawing)]),
  ]);
  benchBudget(field, plotTime(drawings['noise field']).seconds);
  benchManyStrokes();
  benchBesideVpype({ 'noise field': drawings['noise field'], '5000 random strokes': drawingOf(5000) });
}

interface Spent {
  readonly wall: number;
  readonly processor: number;
}

function timed<T>(work: () => T): [result: T, spent: Spent] {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = work();
  const used = process.cpuUsage(before);
  return [result, { wall: (performance.now() - start) / 1000, processor: (used.user + used.system) / 1e6 }];
}

function plotted(map: IndexMap): Drawing {
  const [drawing, { wall, processor }] = timed(() => plotIndexMap(map, sixPens, a4));
  const [, ordering] = timed(() => orderDrawing(shuffled(drawing), { toleranceMm: 0 }));
  console.log(
    `${(wall / limits.plotSeconds).toFixed(2)} and ${(processor / limits.plotSeconds).toFixed(2)} of ${limits.plotSeconds} s, ` +
      `ordering it again from a shuffle ${(ordering.processor / processor).toFixed(2)} of that`,
  );
  return drawing;
}

function travelRow({ layers }: Drawing): (string | number)[] {
  const each = layers.map(({ paths }) => orderQuality(paths));
  const sum = (key: 'travelMm' | 'greedyMm' | 'boundMm'): number =>
    each.reduce((total, quality) => total + (quality[key] ?? NaN), 0);
  const strokes = layers.reduce((total, { paths }) => total + paths.length, 0);
  return [String(strokes), sum('travelMm') / sum('greedyMm'), sum('travelMm') / sum('boundMm')];
}

function benchBudget(map: IndexMap, seconds: number): void {
  console.log('\nThe same within a share of its time');
  for (const share of [0.8, 0.5, 0.25]) {
    const [{ time, gaveUp }, spent] = timed(() =>
      plotWithin(map, sixPens, a4, {}, { budgetSeconds: share * seconds }),
    );
    const used = time.seconds / (share * seconds);
    console.log(
      `${share}: uses ${used.toFixed(2)} of it, found in ${(spent.processor / limits.plotSeconds).toFixed(1)} plots' time limits; ${gaveUp.join('; ')}`,
    );
  }
}

function drawingOf(count: number): Drawing {
  const pen = { name: 'black', hex: '#000000', widthMm: 0.3 };
  return { sheet: a4, layers: [{ pen, paths: randomStrokes(count, a4) }] };
}

function benchManyStrokes(): void {
  console.log('\nRandom strokes of 3 mm on A4, ordered');
  const script = fileURLToPath(new URL('order-memory.js', import.meta.url));
  const rows = [25_000, 50_000, 75_000, 100_000].map((count) => {
    const { stdout } = spawnSync(process.execPath, [script, String(count)], { encoding: 'utf8' });
    return JSON.parse(stdout) as {
      count: number;
      bytes: number;
      wall: number;
      processor: number;
      travel: number;
    };
  });
  printTable([
    ['strokes', 'MB', 'wall / 10 s', 'processor / 10 s', 'travel / greedy'],
    ...rows.map(({ count, bytes, wall, processor, travel }) => [
      String(count),
      bytes / 1e6,
      wall / limits.orderSeconds,
      processor / limits.orderSeconds,
      travel,
    ]),
  ]);
  console.log(`memory: ${lineThrough(rows.map(({ count, bytes }) => [count, bytes]))}`);
}

/** The line of least squares, and how far values are from it. */
function lineThrough(points: readonly (readonly [x: number, y: number])[]): string {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [mean(points.map(([value]) => value)), mean(points.map(([, value]) => value))];
  const slope =
    mean(points.map(([px, py]) => (px - x) * (py - y))) / mean(points.map(([px]) => (px - x) ** 2));
  const off = Math.max(...points.map(([px, py]) => Math.abs(py - y - slope * (px - x)) / py));
  return `${slope.toFixed(0)} bytes a stroke and ${((y - slope * x) / 1e6).toFixed(0)} MB, within ${(100 * off).toFixed(0)} %`;
}

function benchBesideVpype(drawings: Readonly<Record<string, Drawing>>): void {
  console.log(
    '\nBeside vpype linemerge linesort reloop linesimplify on the same strokes, shuffled: the same steps, and with',
  );
  console.log('lines over ink that is there already where that saves a lift, which vpype does not look for');
  const vpype = findVpype();
  if (vpype === null) {
    console.log('skipped: vpype is not on the path (pip install vpype; VPYPE names it elsewhere)');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'inkception-bench-'));
  const [input, ours, theirs] = ['in', 'ours', 'theirs'].map((name) => join(folder, `${name}.svg`));
  const rows = Object.entries(drawings).flatMap(([name, drawing]) => {
    const strokes = shuffled(drawing);
    writeFileSync(input!, writeSvg(strokes));
    const seconds = timeVpype(vpype, input!, 'linemerge linesort reloop linesimplify', theirs!);
    return Object.entries({ 'the same steps': { linkWidths: 0 }, 'with lines over ink': {} }).map(
      ([how, options]) => {
        const runs = Array.from({ length: 10 }, () => timed(() => orderDrawing(strokes, options)));
        writeFileSync(ours!, writeSvg(runs[0]![0]));
        const own = Math.min(...runs.map(([, { processor }]) => processor));
        return [`${name}, ${how}`, penUpMm(vpype, ours!) / penUpMm(vpype, theirs!), own / seconds];
      },
    );
  });
  printTable([
    [
      'strokes',
      `travel (limit ${limits.vpypeTravel})`,
      `processor time without files (limit ${limits.vpypeTime})`,
    ],
    ...rows,
  ]);
}

/** The strokes in an order of no meaning. */
function shuffled({ sheet, layers }: Drawing): Drawing {
  const random = seededRandom(7);
  return {
    sheet,
    layers: layers.map(({ pen, paths }) => {
      const keys = paths.map(() => random.uniform());
      const order = Array.from(paths.keys()).sort((a, b) => keys[a]! - keys[b]!);
      return { pen, paths: order.map((i) => paths[i]!) };
    }),
  };
}
