import { describe, expect, it } from 'vitest';
import type { TrueStrokes } from '../../src/canvas/canvas.ts';
import { canvasOf, strokeDrawer } from '../../src/run/job-canvas.ts';
import { makeJob } from '../../src/run/make-job.ts';
import { builtIn } from '../network-fixtures.ts';

const network = builtIn();
const jobOf = (composition: { tile?: true }) =>
  makeJob({ target: { kind: 'class', name: 'fish' }, recipe: 'strokes', pens: 2, composition }, network, {
    file: null,
    sha256: '',
  });

describe("a job's drawer of strokes", () => {
  it.each([{ tile: true } as const, {}])('draws what its canvas draws: %j', (composition) => {
    const job = jobOf(composition);
    const canvas = canvasOf(job, 1);
    canvas.parameters[0]!.values.set([0.8, 0.5, 0.9, 0.5, 1, 0.5, 1.1, 0.5, 1.2, 0.5, 1.3, 0.5]);
    const { strokes, colours, image } = canvas.truth(1) as TrueStrokes;
    expect(strokeDrawer(job)(strokes, colours, 1)).toEqual(image);
  });
});
