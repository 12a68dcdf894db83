import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { NetworkCard } from '../../../src/network/card.ts';
import { cutNetwork } from '../../../src/network/layers.ts';
import { loadNetwork } from '../../../src/network/network.ts';
import type { Term } from '../../../src/objective/objective.ts';
import { fillNormal, seededRandom } from '../../../src/random.ts';
import { askJudge, type Judge, type Verdict } from '../../../src/run/appraise/judge.ts';
import { builtIn } from '../../network-fixtures.ts';

const network = builtIn();
const image = (seed: number) => ({
  width: 40,
  height: 30,
  data: fillNormal(new Float32Array(3600), seededRandom(seed), 0.6, 0.3),
});
const pictures = { true: image(1), drawn: image(2) };
const classTerm = (label: string, weight = 1): Term => ({
  kind: 'class',
  index: 0,
  label,
  measure: 'logit',
  weight,
});

const ask = (judge: Partial<Judge>, objective: readonly Term[]): Promise<Verdict> =>
  askJudge({ network, file: null, sha256: 'abc', ...judge }, pictures, { runtime: ort, objective });

const withCard = (change: Partial<NetworkCard>): Partial<Judge> => ({
  network: { ...network, card: { ...network.card, ...change } },
});

describe('a judge', () => {
  it('ranks all its classes and finds the one that was wanted', async () => {
    const { true: seen, drawn, classes } = await ask({}, [classTerm('lion')]);
    expect(classes).toBe(network.card.labels!.length);
    expect(seen.top.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
    expect(seen.top[0]!.probability).toBeGreaterThanOrEqual(seen.top[1]!.probability);
    expect(seen.wanted).toMatchObject([{ label: 'lion' }]);
    expect(seen.wanted[0]!.rank).toBeGreaterThanOrEqual(1);
    expect(drawn).not.toEqual(seen);
  });

  it('knows a class by another of its names, once, and not what is to be avoided', async () => {
    const { true: seen } = await ask({}, [classTerm('Kitty'), classTerm('cat'), classTerm('lion', -1)]);
    expect(seen.wanted.map(({ label }) => label)).toEqual(['cat']);
  });

  it.each([
    ['has no class of that name', {}, 'carburettor'],
    ['has no labels', withCard({ labels: undefined as never }), '5'],
    ['has a class of that number', {}, '5'],
  ])('that %s still says what it sees', async (_, judge, label) => {
    const { true: seen } = await ask(judge, [classTerm(label)]);
    expect(seen.wanted).toEqual([]);
    expect(seen.top).toHaveLength(5);
  });

  it('takes maps for classes, and only pictures that it can take', async () => {
    const { bytes, card } = cutNetwork(network, 'conv1');
    const blind = loadNetwork(bytes, { ...card, name: 'blind' }, 'blind');
    const verdict = await ask({ network: blind }, []);
    expect(verdict.classes).toBe(48); // maps are as good as classes
    const flat = { ...card, name: 'flat', input: { ...card.input, size: [3, 3] as const } };
    await expect(ask({ network: { ...network, card: flat } }, [])).rejects.toMatchObject({
      code: 'bad-size',
    });
  });
});
