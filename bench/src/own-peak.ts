import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How sessions are opened here: without memory patterns, which allocate a run's memory a second time. */
export const options = { logSeverityLevel: 3, enableMemPattern: false } as const;

/** Opens a model's file, evaluates it twice and prints the process's peak memory in KB. */
const program = `
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const [file, ...dims] = process.argv.slice(1);
  const shape = dims.map(Number);
  const session = await InferenceSession.create(file, ${JSON.stringify(options)});
  const x = new Tensor('float32', new Float32Array(shape.reduce((a, n) => a * n, 1)).fill(0.5), shape);
  await session.run({ x });
  await session.run({ x });
  const { readFileSync, existsSync } = await import('node:fs');
  const status = '/proc/self/status'; // on Linux maxRSS counts the parent's memory too
  console.log(existsSync(status) ? /VmHWM:\\s+(\\d+)/.exec(readFileSync(status, 'utf8'))[1] : process.resourceUsage().maxRSS);
`;

/** Peak memory in MB of a process that evaluates a model on pictures of this shape and does nothing else. */
export function ownPeak(model: Uint8Array, shape: readonly number[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'onnx-grad-bench-'));
  const file = join(folder, 'model.onnx');
  writeFileSync(file, model);
  const args = ['--input-type=module', '-e', program, file, ...shape.map(String)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    cwd: import.meta.dirname,
  });
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout) / 1024;
}
