import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeTruth, findClass, paint, seededRandom, type NetworkCard } from '@inkception/core';
import { openJudge } from './judge.ts';
import { openLines } from './lines.ts';
import { builtIn } from './networks.ts';
import { numbers, option, part } from './options.ts';
import { printTable, runTarget } from './run-target.ts';

/** One drawing and what the judge sees in it. */
interface Line {
  /** Also the name of its picture. */
  readonly key: string;
  readonly label: string;
  readonly pens: number;
  readonly seed: number;
  /** The judge's five likeliest classes. */
  readonly seen: readonly string[];
  readonly minutes: number;
  /** Of the true image. */
  readonly excitation: number;
  /** True by relaxed excitation; CPU seconds of the run. */
  readonly kept: number;
  readonly seconds: number;
}

/**
 * How recognisable the built-in network's drawings are: `npm run bench recognise -- --classes=100 --pens=4,2
 * --seeds=1,2,3 --tries=5 --out=FOLDER --part=1/2`, or `--names=octopus,cat --recipe=strokes`. Draws by the command line's
 * own recipe and leaves the true images in the folder; goes on where it was stopped. `--part` shares the classes among
 * processes. `--tries=1 --seeds=1,2,3,4,5,6,7 --best-of=5` tells what seeds 1, 2 and 3 would give with five tries, for
 * the tries of a run have its seed and those after it: in seven runs instead of fifteen.
 */
export async function benchRecognise(): Promise<void> {
  console.log('\nHow often the judge names the true images of the built-in network');
  const network = builtIn();
  const judge = await openJudge(network.card);
  const folder = option('out') ?? join('out', 'recognise');
  const lines = openLines<Line>(folder);
  for (const what of drawings(network.card)) {
    if (lines.has(what.key)) continue;
    const { label, pens, seed } = what;
    const settings = option('tries') === null ? {} : { tries: Number(option('tries')) };
    const recipe = option('recipe') ?? 'default';
    const request = { target: { kind: 'class', name: label }, recipe, pens, seed, settings } as const;
    const before = process.cpuUsage().user;
    const { best, drawn } = await runTarget(network, request);
    const seconds = (process.cpuUsage().user - before) / 1e6;
    const { truth, trueScore, relaxedScore } = best.picture;
    const kept = trueScore.excitation / relaxedScore.excitation;
    writeFileSync(join(folder, what.key), encodeTruth(truth));
    const seen = (await judge.name(paint(truth))).slice(0, 5);
    const { excitation } = trueScore;
    lines.add({ ...what, seen, minutes: drawn.time.seconds / 60, excitation, kept, seconds });
  }
  summarise(lines.all());
  const tries = option('best-of');
  if (tries !== null) summarise(bestOf(lines.all(), Number(tries), folder));
}

/** Every drawing of this process's part. */
function drawings(card: NetworkCard): Pick<Line, 'key' | 'label' | 'pens' | 'seed'>[] {
  const { index, of } = part();
  const named = option('names')?.split(',');
  const wanted = named?.map((name) => findClass(card, name).label);
  const chosen = (wanted ?? pick(card.labels ?? [], Number(option('classes') ?? 12))).filter(
    (_, i) => i % of === index,
  );
  return numbers('seeds', '1').flatMap((seed) =>
    numbers('pens', '4').flatMap((pens) =>
      chosen.map((label) => ({ key: `${label}-${pens}-${seed}.png`, label, pens, seed })),
    ),
  );
}

/** So many of them, the same ones each time, in an order that tells nothing. */
function pick(labels: readonly string[], count: number): string[] {
  const random = seededRandom(100);
  const keyed = labels.map((label) => ({ label, key: random.uniform() }));
  return keyed
    .toSorted((one, other) => one.key - other.key)
    .slice(0, count)
    .map(({ label }) => label);
}

/**
 * The best of each class's runs of so many seeds in a row, by true excitation, as a run of as many tries would have taken
 * it; their pictures are copied into a folder beside.
 */
function bestOf(lines: readonly Line[], tries: number, folder: string): Line[] {
  const into = join(folder, `best-of-${tries}`);
  mkdirSync(into, { recursive: true });
  return lines.flatMap((line) => {
    const { label, pens, seed } = line;
    const row = lines.filter(
      (other) =>
        other.label === label && other.pens === pens && other.seed >= seed && other.seed < seed + tries,
    );
    if (row.length < tries) return [];
    const best = row.reduce((one, other) => (other.excitation > one.excitation ? other : one));
    copyFileSync(join(folder, best.key), join(into, line.key));
    return [{ ...best, key: line.key, seed }];
  });
}

function summarise(lines: readonly Line[]): void {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const name = `${line.pens} pens, seed ${line.seed}`;
    groups.set(name, [...(groups.get(name) ?? []), line]);
  }
  const rows: (string | number)[][] = [
    ['drawings', 'count', 'right first', 'among five', 'plot min', 'kept', 'least kept', 'CPU s'],
  ];
  for (const [name, group] of groups) {
    const share = (right: (line: Line) => boolean): number => group.filter(right).length / group.length;
    const first = share(({ label, seen }) => seen[0] === label);
    const five = share(({ label, seen }) => seen.includes(label));
    const mean = (of: (line: Line) => number): number =>
      group.reduce((sum, line) => sum + of(line), 0) / group.length;
    const least = Math.min(...group.map(({ kept }) => kept));
    const [minutes, seconds] = [mean((line) => line.minutes), mean((line) => line.seconds)];
    const kept = mean((line) => line.kept);
    rows.push([name, String(group.length), first, five, minutes, kept, least, seconds]);
  }
  printTable(rows);
  const wrong = lines.filter(({ label, seen }) => seen[0] !== label);
  for (const { key, seen } of wrong) console.log(`${key}: ${seen.join(', ')}`);
}
