import { describe, expect, it } from 'vitest';
import { plainMoment, type TrueStrokes } from '../../src/canvas/canvas.ts';
import type { CompositionRequest } from '../../src/run/composition-request.ts';
import { canvasOf, strokeDrawer } from '../../src/run/job-canvas.ts';
import { makeJob, type JobRequest } from '../../src/run/make-job.ts';
import { builtIn } from '../network-fixtures.ts';

const network = builtIn();
const jobOf = (composition: CompositionRequest, more: Partial<JobRequest> = {}) =>
  makeJob(
    { target: { kind: 'class', name: 'fish' }, recipe: 'strokes', pens: 2, composition, ...more },
    network,
    { file: null, sha256: '' },
  );

describe("a job's drawer of strokes", () => {
  it.each([{ tile: true } as const, {}])('draws what its canvas draws: %j', (composition) => {
    const job = jobOf(composition);
    const canvas = canvasOf(job, 1);
    canvas.parameters[0]!.values.set([0.8, 0.5, 0.9, 0.5, 1, 0.5, 1.1, 0.5, 1.2, 0.5, 1.3, 0.5]);
    const { strokes, colours, image } = canvas.truth(1) as TrueStrokes;
    expect(strokeDrawer(job)(strokes, colours, 1)).toEqual(image);
  });
});

describe("a job's tile", () => {
  it('says what each colour has of it, and not of what goes on beyond', () => {
    const black = { name: 'black', hex: '#000000', widthMm: 0.4 };
    const composition = { tile: true } as const;
    const settings = { fineness: 1, pixels: { initialLogits: 4 } };
    const job = jobOf(composition, { recipe: 'default', pens: [black], paperShare: 0.6, settings });
    const canvas = canvasOf(job, 1);
    const image = canvas.render({ ...plainMoment, sharePrices: [0, 0] });
    const white = image.data.reduce((sum, value) => sum + value / image.data.length, 0); // of white and black
    const { shares } = canvas.backward(image, 1);
    expect(shares![0]).toBeCloseTo(white, 5);
    expect(shares![1]).toBeCloseTo(1 - white, 5);
  });
});

describe("a job's canvas of strokes", () => {
  const star = { mask: { kind: 'shape', shape: 'star' } } as const;
  const open = (penWidthMm: number, settings = {}) => canvasOf(jobOf(star, { penWidthMm, settings }), 1);

  it('is refused where the mask leaves no stroke room, however near', () => {
    const message =
      /half a pen of 44\.7 % of the picture off its border the mask is 0\.0 % long, a stroke at least 134\.1 %/;
    expect(() => open(38)).toThrow(expect.objectContaining({ code: 'paper-too-small' }));
    expect(() => open(38)).toThrow(message);
    expect(() => open(38, { strokes: { leastLength: 0 } })).toThrow(/mask is 0\.0 % long/);
    expect(() => open(25)).toThrow(/mask is 2\d\.\d % long, a stroke at least 88\.2 %/);
    expect(open(25, { strokes: { leastLength: 0.5 } }).width).toBe(128);
    expect(open(10).width).toBe(128);
  });
});
