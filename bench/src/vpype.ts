import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file of the `vpype` that is named by VPYPE, or on the path; null where there is none. */
export function findVpype(): string | null {
  const folders = (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'vpype'));
  return [process.env['VPYPE'] ?? '', ...folders].find((file) => file !== '' && existsSync(file)) ?? null;
}

/** Reads a file, times commands on it in processor seconds, the best of three, and writes what they made. */
const program = `
import sys, time, vpype_cli
read, commands, write = sys.argv[1:]
document = vpype_cli.execute('read ' + read)
best = float('inf')
for _ in range(3):
    start = time.process_time()
    made = vpype_cli.execute(commands, document)
    best = min(best, time.process_time() - start)
vpype_cli.execute('write ' + write, made)
print(best)
`;

/** Processor seconds that vpype takes for its commands alone, in its own Python: not to start, read or write. */
export function timeVpype(vpype: string, input: string, commands: string, output: string): number {
  const python = /^#!(\S+)/.exec(readFileSync(vpype, 'utf8'))?.[1] ?? 'python3';
  const { status, stdout, stderr } = spawnSync(python, ['-c', program, input, commands, output], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`vpype ${commands}: ${stderr}`);
  return Number(stdout);
}

/** Pen-up length between the strokes of all layers of a file, mm, as vpype itself measures it. */
export function penUpMm(vpype: string, file: string): number {
  const { stdout } = spawnSync(vpype, ['read', file, 'stat'], { encoding: 'utf8' });
  const lengths = [...stdout.matchAll(/pen-up length: *([\d.]+)/gi)].map(([, value]) => Number(value));
  // Of several layers the last is that of all.
  return lengths.length > 0 ? (lengths[lengths.length - 1]! * 25.4) / 96 : NaN;
}
