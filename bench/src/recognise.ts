import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeIndexedPng, paint, seededRandom } from '@inkception/core';
import { openJudge, type Judge } from './judge.ts';
import { builtIn } from './networks.ts';
import { printTable, runTarget } from './run-target.ts';

/** One drawing and what the judge sees in it. */
interface Line {
  readonly label: string;
  readonly pens: number;
  readonly seed: number;
  readonly file: string;
  /** The judge's five likeliest classes; empty without a judge. */
  readonly seen: readonly string[];
  readonly minutes: number;
}

/**
 * How recognisable the built-in network's drawings are: `npm run bench recognise -- --classes=100 --pens=4,2
 * --seeds=1,2,3 --tries=5 --out=FOLDER --part=1/2`. Draws by the command line's own recipe, goes on where FOLDER's
 * lines end, and leaves the true images there. `--part` shares the classes among processes.
 */
export async function benchRecognise(): Promise<void> {
  const network = builtIn();
  const labels = network.card.labels ?? [];
  const judge = await openJudge(labels);
  const folder = option('out') ?? join('out', 'recognise');
  mkdirSync(folder, { recursive: true });
  const [part = 1, of = 1] = (option('part') ?? '1/1').split('/').map(Number);
  const chosen = pick(labels, Number(option('classes') ?? 12)).filter((_, i) => i % of === part - 1);
  const file = join(folder, `lines-${part}-of-${of}.jsonl`);
  const done = new Set(linesOf(file).map(({ file }) => file));
  const tries = option('tries');
  for (const seed of numbers('seeds', '1')) {
    for (const pens of numbers('pens', '4')) {
      for (const label of chosen) {
        const name = `${label}-${pens}-${seed}.png`;
        if (done.has(name)) continue;
        const line = await draw(
          { label, pens, seed, file: name },
          tries === null ? {} : { tries: Number(tries) },
        );
        appendFileSync(file, `${JSON.stringify(line)}\n`);
      }
    }
  }
  summarise(linesOf(file));

  async function draw(
    what: Omit<Line, 'seen' | 'minutes'>,
    settings: Readonly<Record<string, unknown>>,
  ): Promise<Line> {
    const { label, pens, seed } = what;
    const { best, drawn } = await runTarget(network, {
      target: { kind: 'class', name: label },
      pens,
      seed,
      settings,
    });
    const { truth } = best.picture;
    writeFileSync(join(folder, what.file), encodeIndexedPng(truth.map, truth.colours));
    return { ...what, seen: await seenBy(judge, paint(truth)), minutes: drawn.time.seconds / 60 };
  }
}

async function seenBy(judge: Judge | null, picture: ReturnType<typeof paint>): Promise<string[]> {
  return judge ? (await judge.name(picture)).slice(0, 5) : [];
}

function summarise(lines: readonly Line[]): void {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const name = `${line.pens} pens, seed ${line.seed}`;
    groups.set(name, [...(groups.get(name) ?? []), line]);
  }
  const rows: (string | number)[][] = [['drawings', 'count', 'right first', 'among five', 'plot min']];
  for (const [name, group] of groups) {
    const share = (right: (line: Line) => boolean): number => group.filter(right).length / group.length;
    rows.push([
      name,
      String(group.length),
      share(({ label, seen }) => seen[0] === label),
      share(({ label, seen }) => seen.includes(label)),
      group.reduce((sum, { minutes }) => sum + minutes, 0) / group.length,
    ]);
  }
  printTable(rows);
  const wrong = lines.filter(({ label, seen }) => seen.length > 0 && seen[0] !== label);
  for (const { file, seen } of wrong) console.log(`${file}: ${seen.join(', ')}`);
}

function linesOf(file: string): Line[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** So many of them, the same ones each time, in an order that tells nothing. */
function pick(labels: readonly string[], count: number): string[] {
  const random = seededRandom(100);
  return labels
    .map((label) => ({ label, key: random.uniform() }))
    .toSorted((one, other) => one.key - other.key)
    .slice(0, count)
    .map(({ label }) => label);
}

function option(name: string): string | null {
  const given = process.argv.find((word) => word.startsWith(`--${name}=`));
  return given === undefined ? null : given.slice(name.length + 3);
}

function numbers(name: string, otherwise: string): number[] {
  return (option(name) ?? otherwise).split(',').map(Number);
}
