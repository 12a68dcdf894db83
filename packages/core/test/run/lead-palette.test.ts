import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { mapOf } from '../../src/canvas/canvas.ts';
import { makeJob, type JobRequest } from '../../src/run/make-job.ts';
import { runJob } from '../../src/run/run-job.ts';
import { runPalette } from '../../src/run/run-palette.ts';
import { builtIn } from '../network-fixtures.ts';

const network = builtIn();
const run = (request: Partial<JobRequest>) =>
  runJob(
    makeJob(
      {
        target: { kind: 'class', name: 'octopus' },
        recipe: 'stained-glass',
        settings: {
          steps: 6,
          tries: 1,
          scoreEvery: 0,
          fineness: 1,
          detail: 2,
          views: { count: 1 },
          pixels: { paper: { bias: 0, vignette: 0 } },
        },
        size: { width: 32, height: 32 },
        ...request,
      },
      network,
      { file: null, sha256: '' },
    ),
    { network, runtime: ort },
  );
const pens = ['#e02020', '#f0c020', '#2050d0'].map((hex) => ({ name: hex, hex, widthMm: 0.4 }));

describe('lead between areas', () => {
  it('goes with overprints: the lead comes after them, and is overprinted by none', async () => {
    const { best, drawnJob, drawn } = await run({ pens: 3, overprint: true });
    const palette = runPalette(drawnJob);
    const lead = palette.length - 1;
    expect(palette.map(({ kind }) => kind)).toEqual([
      ...['paper', 'learned', 'learned', 'learned', 'overprint', 'overprint', 'overprint', 'given'],
    ]);
    expect(mapOf(best.picture.truth).indices).toContain(lead);
    expect(drawn.palette[lead]).toMatchObject({ pen: { name: 'lead' } });
  });

  it('stays while the best of the pens are chosen', async () => {
    const { best, drawnJob, dropped } = await run({ pens, best: 2 });
    expect(dropped).toHaveLength(1);
    expect(dropped[0]!.colour).not.toBe(4);
    expect(drawnJob.palette).toHaveLength(4);
    expect(drawnJob.palette.at(-1)).toMatchObject({ pen: { name: 'lead' } });
    expect(drawnJob.composition?.lead?.pen).toBe(3);
    expect(mapOf(best.picture.truth).indices).toContain(3);
  });
});
