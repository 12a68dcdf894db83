import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { mapOf } from '../../src/canvas/canvas.ts';
import { decodeRgbPng } from '../../src/export/rgb-png-reader.ts';
import { exportRun } from '../../src/run/export-run.ts';
import { makeJob } from '../../src/run/make-job.ts';
import { runJob } from '../../src/run/run-job.ts';
import { builtIn } from '../network-fixtures.ts';

const network = builtIn();

describe("a poster's files", () => {
  it('compare it with its mixture, both as large, though the mixture is as fine as the canvas', async () => {
    const job = makeJob(
      {
        target: { kind: 'class', name: 'octopus' },
        settings: { steps: 2, scoreEvery: 0, fineness: 1, detail: 2 },
        size: { width: 32, height: 32 },
        paper: '60x60',
        composition: { poster: 2 },
      },
      network,
      { file: null, sha256: '' },
    );
    const result = await runJob(job, { network, runtime: ort });
    const files = exportRun(result, {});
    const picture = (name: string) => decodeRgbPng(files.get(name)!, name);
    expect(mapOf(result.best.picture.truth)).toMatchObject({ width: 128, height: 128 });
    expect(picture('relaxed.png')).toMatchObject({ width: 64, height: 64 });
    const { width, height, data } = picture('compare.png');
    expect([width, height]).toEqual([128 + 8 + 128, 128]);
    const corner = 3 * width * height - 1; // lower right, of blue
    expect(data[corner]).toBeCloseTo(picture('relaxed.png').data.at(-1)!, 2);
  });
});
