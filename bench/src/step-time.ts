import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Target } from '@inkception/core';
import { squeezeNet } from './networks.ts';
import { runTarget } from './run-target.ts';

const target: Target = { kind: 'class', name: 'jellyfish' };
const size = 256;

/** Where a step's time goes, and the same step in PyTorch. */
export async function benchStepTime(): Promise<void> {
  console.log(`\nTime of a step, SqueezeNet 1.0, ${size} px`);
  const network = squeezeNet();
  if (!network) return;
  for (const views of [1, 2, 4]) {
    const steps = 60;
    const settings = { steps, tries: 1, scoreEvery: 0, detail: 1, views: { count: views } }; // steps, not scores
    const { phases } = await runTarget(network, { target, size: { width: size, height: size }, settings });
    const evaluations = steps + 2; // the last score, the drawing's
    const step = (1000 * phases.runtime) / evaluations;
    const torch = pytorchStep(views);
    console.log(
      `${views} views: ${(100 * (phases.runtime / phases.optimise)).toFixed(1)} % of the time inside ONNX Runtime (limit 90 %); ` +
        (torch === null
          ? 'PyTorch is not here to compare'
          : `forward + gradient ${(step / torch).toFixed(2)} x PyTorch's`),
    );
  }
}

/** Median milliseconds of forward + input gradient in PyTorch, the better of its two memory layouts. */
function pytorchStep(views: number): number | null {
  const script = fileURLToPath(new URL('../pytorch_squeezenet.py', import.meta.url));
  for (const python of ['/usr/bin/python3', 'python3']) {
    const { status, stdout } = spawnSync(python, [script, String(views), String(size)], { encoding: 'utf8' });
    if (status === 0) return Math.min(...stdout.trim().split(/\s+/).map(Number));
  }
  return null;
}
