import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extend, gradientGraph, readModel, simplify, withInputShape, type Graph } from '../src/index.ts';
import { pythonWith } from './support/python.ts';
import { run, type Level } from './support/run.ts';

const script = fileURLToPath(new URL('fixtures/make.py', import.meta.url));
const python = pythonWith(['torch', 'onnx']);
if (python.missing !== undefined)
  console.warn(
    `skipped: gradients beside PyTorch's, ${python.path}: ${python.missing} (PYTHON names another)`,
  );

/** The mean of the output's squares, as make.py has it. */
function meanSquare(graph: Graph): Graph {
  const [y = ''] = graph.outputs;
  return extend(graph, (b) => [b.node('ReduceMean', [b.node('Mul', [y, y])], { keepdims: 0 }, 'total')]);
}

function distance(found: Float32Array, exact: Float64Array): number {
  const misses = exact.map((v, i) => v - found[i]!);
  return Math.hypot(...misses) / Math.hypot(...exact);
}

describe.skipIf(python.missing !== undefined)('beside PyTorch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onnx-grad-pytorch-'));
  const bytes = (name: string): ArrayBuffer => new Uint8Array(readFileSync(join(folder, name))).buffer;
  let report = '';
  beforeAll(() => {
    const made = spawnSync(python.path, [script, '--pairs', folder], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
    report = made.stdout;
  }, 900_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('every network exported with its weights has the gradient that PyTorch computes in float64', async () => {
    const names = readdirSync(folder).flatMap((file) => (file.endsWith('.onnx') ? [file.slice(0, -5)] : []));
    const errors: string[] = [];
    for (const name of names) {
      const data = new Float32Array(bytes(`${name}.image`));
      const dims = [1, 3, Math.sqrt(data.length / 3), Math.sqrt(data.length / 3)];
      const graph = meanSquare(
        simplify(withInputShape(readModel(new Uint8Array(bytes(`${name}.onnx`))), dims)),
      );
      const whole = gradientGraph(graph, { of: 'total', wrt: 'image', name: 'gradient' });
      const exact = new Float64Array(bytes(`${name}.exact`));
      for (const level of ['disabled', 'all'] as const satisfies readonly Level[]) {
        const found = await run(whole, { image: { type: 'float32', dims, data } }, level);
        errors.push(distance(found['gradient']!.data as Float32Array, exact).toExponential(0));
      }
      const theirs = distance(new Float32Array(bytes(`${name}.gradient`)), exact).toExponential(0);
      report = report.replace(
        `${name}\n`,
        `${name}: off by ${errors.slice(-2).join(' and ')}, PyTorch's float32 by ${theirs}\n`,
      );
    }
    console.log(report);
    expect(names.length).toBeGreaterThan(0);
    expect(errors.filter((error) => !(Number(error) < 1e-4))).toEqual([]);
  }, 900_000);
});
