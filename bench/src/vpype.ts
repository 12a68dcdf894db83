import { spawnSync } from 'node:child_process';

/** The `vpype` that is named by VPYPE, or on the path; null where there is none. */
export function findVpype(): string | null {
  const name = process.env['VPYPE'] ?? 'vpype';
  return spawnSync(name, ['--version']).status === 0 ? name : null;
}

/** Runs vpype commands; wall seconds. */
export function runVpype(vpype: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(vpype, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`vpype ${args.join(' ')}: ${stderr}`);
  return (performance.now() - start) / 1000;
}

/** Pen-up length between the strokes of all layers of a file, mm, as vpype itself measures it. */
export function penUpMm(vpype: string, file: string): number {
  const { stdout } = spawnSync(vpype, ['read', file, 'stat'], { encoding: 'utf8' });
  const lengths = [...stdout.matchAll(/pen-up length: *([\d.]+)/gi)].map(([, value]) => Number(value));
  // Of several layers the last is that of all.
  return lengths.length > 0 ? (lengths[lengths.length - 1]! * 25.4) / 96 : NaN;
}
