import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { mapOf } from '../../../src/canvas/canvas.ts';
import { checkCurve, runCurve } from '../../../src/run/appraise/curve.ts';
import type { Job } from '../../../src/run/job.ts';
import { makeJob, type JobRequest } from '../../../src/run/make-job.ts';
import { runJob } from '../../../src/run/run-job.ts';
import { builtIn } from '../../network-fixtures.ts';

const network = builtIn();
const running = { network, runtime: ort };
const jobOf = (request: Partial<JobRequest>): Job =>
  makeJob(
    {
      target: { kind: 'class', name: 'octopus' },
      settings: { steps: 4, scoreEvery: 0, fineness: 1, detail: 1 },
      size: { width: 32, height: 32 },
      ...request,
    },
    network,
    { file: null, sha256: '' },
  );
const black = { name: 'black', hex: '#000000', widthMm: 0.4 };

describe('the curve of pens', () => {
  it('keeps the lead of stained glass, which is none of the pens that are counted', async () => {
    const settings = { steps: 20, scoreEvery: 0, fineness: 1, detail: 1 }; // areas that touch
    const job = jobOf({ recipe: 'stained-glass', pens: 3, settings });
    const pens = checkCurve([3, 2], job);
    const result = await runJob(job, running);
    const [two, three] = await runCurve(result, pens, running, () => undefined);
    expect(three!.truth).toBe(result.best.picture.truth);
    expect(two!.truth.colours).toHaveLength(4); // paper, two pens, lead
    expect(mapOf(two!.truth).indices).toContain(3);
  });

  it('is refused where pens are given beside the lead, or alone', () => {
    for (const recipe of ['stained-glass', 'default'])
      expect(() => checkCurve([2], jobOf({ recipe, pens: [black] }))).toThrow(/the curve learns its pens/);
  });

  it('is of one job: without accents, where the run at hand has some', async () => {
    const [accented, free] = await Promise.all([
      runJob(jobOf({ pens: 2, accents: [{ pen: '1', most: 0.03 }] }), running),
      runJob(jobOf({ pens: 2 }), running),
    ]);
    const [point] = await runCurve(accented, [2], running, () => undefined);
    expect(point!.truth).toEqual(free.best.picture.truth);
    expect(accented.best.picture.truth).not.toEqual(free.best.picture.truth);
  });

  it('takes the run at hand where the paper has its share, which all have', async () => {
    const result = await runJob(jobOf({ pens: 2, paperShare: 0.5 }), running);
    const [point] = await runCurve(result, [2], running, () => undefined);
    expect(point!.truth).toBe(result.best.picture.truth);
  });
});
