import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cardWith, judgeCard } from './card.ts';
import { parseConcepts, type Concept } from './concepts.ts';

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
const folder = fileURLToPath(at('.'));

/** Debian's Python has PyTorch where `python3-torch` is installed; `PYTHON` names another. */
const python = process.env['PYTHON'] ?? (existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3');

/** Of the seeds that `train` has. */
const networks = ['runs/pictograms-0.pt', 'runs/pictograms-1.pt'];

/** Every step by name, in order; each leaves its result in `data/` or `runs/` and can be run alone. */
const steps: Readonly<Record<string, () => void>> = {
  fetch: () => {
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  },
  render: () => {
    run(process.execPath, ['dist/render.js']);
  },
  train: () => {
    run(python, ['learn/train.py', ...given]);
  },
  judge: () => {
    run(python, ['learn/judge.py', ...given]);
  },
  evaluate: () => {
    nameReleased();
    const { stdout } = run(python, ['learn/evaluate.py', 'runs/released.json', ...networks], 'pipe');
    writeFileSync(at('runs/evaluation.json'), stdout);
    process.stdout.write(stdout);
  },
  export: () => {
    run(python, ['learn/export.py', 'all', 'runs/judge.onnx', 'runs/judge.pt']);
    nameReleased();
    run(python, ['learn/export.py', 'runs/released.json', 'runs/pictograms.onnx', ...networks]);
  },
  release: () => {
    const weights = at('../weights/pictograms.onnx');
    writeFileSync(weights, readFileSync(at('runs/pictograms.onnx')));
    releaseJudge();
    const card = at('../card.json');
    writeFileSync(card, cardWith(readFileSync(card, 'utf8'), released(), weights));
  },
};

const [wanted, ...given] = process.argv.slice(2);

const judges = at('../../../bench/judge/');

/** For the benches alone: no package has it. */
function releaseJudge(): void {
  writeFileSync(new URL('judge.onnx', judges), readFileSync(at('runs/judge.onnx')));
  writeFileSync(new URL('judge.json', judges), judgeCard(concepts()));
}

function concepts(): Concept[] {
  return parseConcepts(readFileSync(at('concepts.txt'), 'utf8'));
}

function released(): Concept[] {
  return concepts().filter(({ role }) => role === 'given out');
}

function nameReleased(): void {
  writeFileSync(at('runs/released.json'), JSON.stringify(released().map(({ name }) => name)));
}

function run(
  command: string,
  args: readonly string[],
  stdout: 'inherit' | 'pipe' = 'inherit',
): { stdout: string } {
  const done = spawnSync(command, args, {
    cwd: folder,
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
  });
  if (done.error) throw done.error;
  if (done.status !== 0) process.exit(done.status ?? 130);
  return { stdout: done.stdout };
}

function main(): void {
  const names = Object.keys(steps).filter((name) => name !== 'release');
  const chosen = wanted === undefined ? names : [wanted];
  mkdirSync(at('runs/'), { recursive: true });
  for (const name of chosen) {
    const step = steps[name];
    if (!step) {
      process.stderr.write(`train: there is no step "${name}", expected ${Object.keys(steps).join(', ')}\n`);
      process.exit(2);
    }
    process.stderr.write(`${name}\n`);
    step();
  }
}

main();
