import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../src/base64.ts';
import { encodeRgbPng } from '../../src/export/png.ts';
import { blankImage } from '../../src/image.ts';
import type { Runtime } from '../../src/network/runtime.ts';
import type { Job } from '../../src/run/job.ts';
import { makeJob } from '../../src/run/make-job.ts';
import { withEvaluator } from '../../src/run/open-evaluator.ts';
import { builtIn } from '../network-fixtures.ts';

const network = builtIn();
const picture = { width: 32, height: 32, data: new Uint8Array(3 * 32 * 32) };
const job = makeJob(
  { target: [], like: { picture, layers: ['conv4'] }, settings: { views: { count: 1 } } },
  network,
  { file: null, sha256: '' },
);

/** ONNX Runtime that counts what is open; the session of that number fails to open. */
function counting(fails = 0): { runtime: Runtime; open: () => number; made: () => number } {
  let [made, open] = [0, 0];
  const create = async (...given: Parameters<typeof ort.InferenceSession.create>) => {
    if (++made === fails) throw new Error('no room');
    const session = await ort.InferenceSession.create(...given);
    open++;
    const release = session.release.bind(session);
    session.release = () => {
      open--;
      return release();
    };
    return session;
  };
  const runtime = { ...ort, InferenceSession: { create } } as unknown as Runtime;
  return { runtime, open: () => open, made: () => made };
}

describe('an evaluator for a job', () => {
  it('is closed once it was used, and its likeness', async () => {
    const { runtime, open, made } = counting();
    await withEvaluator(job, { network, runtime }, (evaluator) => {
      expect(evaluator.like).toBeDefined();
      expect(open()).toBe(2);
      return Promise.resolve();
    });
    expect([made(), open()]).toEqual([2, 0]);
  });

  it('is closed where it was used in vain', async () => {
    const { runtime, open } = counting();
    const using = withEvaluator(job, { network, runtime }, () => Promise.reject(new Error('in vain')));
    await expect(using).rejects.toThrow('in vain');
    expect(open()).toBe(0);
  });

  it('is closed where the picture to resemble is none', async () => {
    const { runtime, open, made } = counting();
    const other: Job = { ...job, like: { png: toBase64(encodeRgbPng(blankImage(8, 8))) } };
    const using = withEvaluator(other, { network, runtime }, () => Promise.resolve());
    await expect(using).rejects.toMatchObject({ code: 'bad-image' });
    expect([made(), open()]).toEqual([1, 0]);
  });

  it('is closed where the likeness does not open', async () => {
    const { runtime, open, made } = counting(2);
    const using = withEvaluator(job, { network, runtime }, () => Promise.resolve());
    await expect(using).rejects.toMatchObject({ code: 'network-failed' });
    expect([made(), open()]).toEqual([2, 0]);
  });
});
