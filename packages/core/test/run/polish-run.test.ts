import { describe, expect, it } from 'vitest';
import type { IndexMap } from '../../src/image.ts';
import type { Evaluator } from '../../src/network/evaluator.ts';
import type { CompositionRequest } from '../../src/run/composition-request.ts';
import { makeJob } from '../../src/run/make-job.ts';
import { polishRun } from '../../src/run/polish-run.ts';
import { builtIn } from '../network-fixtures.ts';

const size = 24;
const plane = size * size;
const network = builtIn();

const discOf = (radius: number): IndexMap => ({
  width: size,
  height: size,
  indices: Uint8Array.from({ length: plane }, (_, i) =>
    Number(Math.hypot((i % size) - 11.5, Math.floor(i / size) - 11.5) < radius),
  ),
});

/** Likes white, and more so towards the middle: 4 - sum of (24 - distance) * black / many. */
const likesWhite: Evaluator = {
  views: 1,
  width: size,
  height: size,
  evaluate(batch) {
    const slopes = batch.map((_, i) => {
      const [x, y] = [i % size, Math.floor((i % plane) / size)];
      return (24 - Math.hypot(x - 11.5, y - 11.5)) / (24 * plane);
    });
    const dark = batch.reduce((sum, value, i) => sum + slopes[i]! * (1 - value), 0);
    return Promise.resolve({ terms: [[4 - dark]], gradient: slopes });
  },
  runtimeSeconds: () => 0,
  close: () => Promise.resolve(),
};

const views = { shift: 0, scale: 0, rotateDegrees: 0 };

/** What polishing makes of a black disc, plotted so. */
function polished(paper: string, layout?: CompositionRequest['layout']) {
  const job = makeJob(
    {
      target: { kind: 'class', name: 'fish' },
      pens: [{ name: 'black', hex: '#000000', widthMm: 0.4 }],
      paper,
      marginMm: 0,
      settings: { polish: 6, views },
      ...(layout ? { composition: { layout } } : {}),
    },
    network,
    { file: null, sha256: '' },
  );
  const score = { excitation: 3, terms: [3] };
  const truth = {
    kind: 'map',
    map: discOf(9),
    colours: [
      [1, 1, 1],
      [0, 0, 0],
    ],
  } as const;
  const relaxed = { width: size, height: size, data: new Float32Array(3 * plane) };
  const picture = { truth, relaxed, trueScore: score, relaxedScore: score };
  return polishRun({ picture, steps: 1, seed: 1 }, job, {
    evaluator: likesWhite,
    objective: [{ kind: 'channel', layer: 'wish', channel: 0, weight: 1 }],
  });
}

describe("polishing a run's picture", () => {
  it('costs what it costs where it is plotted: scaled down as on smaller paper, repeated as in its share', async () => {
    const [large, small] = [await polished('96x96'), await polished('12x12')];
    expect(small).not.toBeNull();
    expect(large).not.toEqual(small);
    const place = [0.5, 0.5] as const;
    expect(await polished('96x96', { place, scale: 1 / 8, repeat: [1, 1] })).toEqual(small);
    expect(await polished('96x96', { place, scale: 1, repeat: [8, 8] })).toEqual(small);
  });
});
