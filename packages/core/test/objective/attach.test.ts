import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { openLike } from '../../src/excite/like.ts';
import type { RgbImage } from '../../src/image.ts';
import { openEvaluator } from '../../src/network/evaluator.ts';
import { atSize, type Network } from '../../src/network/network.ts';
import { attachObjective, unitsOf } from '../../src/objective/attach.ts';
import { excitation, type Term } from '../../src/objective/objective.ts';
import { likeLayers } from '../../src/objective/resemblance.ts';
import { fillNormal, seededRandom } from '../../src/random.ts';
import { dot } from '../finite-differences.ts';
import { builtIn, noSqueezeNet, squeezeNet } from '../network-fixtures.ts';

const octopus = { kind: 'class', index: 0, label: 'octopus', measure: 'logit', weight: 1 } as const;
const channel = { kind: 'channel', layer: 'conv4', channel: 11, weight: 1 } as const;
const neuron = { kind: 'neuron', layer: 'conv4', channel: 11, y: 3, x: 5, weight: 1 } as const;
const content = { kind: 'content', layer: 'conv3', weight: 1 } as const;
const style = { kind: 'style', layer: 'conv2', weight: 1 } as const;

const network = builtIn();
const classCount = network.card.labels!.length;

async function evaluate(
  net: Network,
  objective: readonly Term[],
  batch: Float32Array,
  views: number,
  size: number,
) {
  const sized = atSize(net, views, size, size);
  const evaluator = await openEvaluator(attachObjective(sized, objective), ort);
  const layers = likeLayers(objective);
  const options = { picture: sitter(size), layers, beyond: 'edge', runtime: ort } as const;
  const like = layers.length > 0 ? await openLike(sized, options) : undefined;
  const result = await evaluator.evaluate(batch, await like?.plainly());
  await like?.close();
  await evaluator.close();
  return result;
}

/** The picture to be resembled. */
const sitter = (size: number): RgbImage => ({ width: size, height: size, data: noise(1, size, 99) });

function noise(views: number, size: number, seed: number): Float32Array {
  return fillNormal(new Float32Array(views * 3 * size * size), seededRandom(seed), 0.5, 0.2);
}

/** The gradient along itself is the excitation's slope there, by central differences through the network. */
async function checkSlope(
  net: Network,
  objective: readonly Term[],
  size: number,
  tolerance: number,
): Promise<void> {
  const batch = noise(2, size, 7);
  const { gradient } = await evaluate(net, objective, batch, 2, size);
  const length = Math.sqrt(dot(gradient, gradient));
  expect(length).toBeGreaterThan(0);
  const step = 0.02 / length;
  const at = async (sign: number): Promise<number> => {
    const moved = batch.map((value, i) => value + sign * step * gradient[i]!);
    const { terms } = await evaluate(net, objective, moved, 2, size);
    return terms.reduce((sum, values) => sum + excitation(objective, values), 0);
  };
  const slope = ((await at(1)) - (await at(-1))) / (2 * step);
  expect(slope / length ** 2).toBeGreaterThan(1 - tolerance);
  expect(slope / length ** 2).toBeLessThan(1 + tolerance);
}

describe('objectives on the built-in network', () => {
  it.each([
    ['a class by its logit', [octopus]],
    ['a class by its log-probability', [{ ...octopus, measure: 'log-probability' as const }]],
    ['a channel', [channel]],
    ['a neuron', [neuron]],
    ['the content of a picture', [content]],
    [
      'what a layer without places has of it',
      [
        { ...content, layer: 'logits' },
        { ...style, layer: 'logits' },
      ],
    ],
    ['its style', [style]],
    [
      'several with weights',
      [octopus, { ...channel, weight: 3 }, { ...neuron, weight: -0.5 }, { ...content, weight: 2 }],
    ],
  ])('have the right gradient: %s', async (_, objective) => {
    await checkSlope(network, objective, 64, 0.02);
  });

  it('are 1 for the picture itself and less for any other; moved places change content more than style', async () => {
    const itself = sitter(64).data;
    const moved = itself.map((_, i) => itself[i - (i % 64) + ((i + 20) % 64)]!);
    const upsideDown = itself.slice().reverse();
    const views = Float32Array.of(...itself, ...moved, ...upsideDown);
    const { terms } = await evaluate(network, [content, style], views, 3, 64);
    for (const likeness of terms[0]!) expect(likeness).toBeCloseTo(1, 4);
    for (const likeness of terms[2]!) expect(likeness).toBeLessThan(0.995);
    expect(terms[1]![0]).toBeLessThan(terms[1]![1]! - 0.01);
  });

  it('give each term for each view', async () => {
    const batch = noise(2, 64, 3);
    const both = await evaluate(network, [octopus, channel], batch, 2, 64);
    expect(both.terms).toHaveLength(2);
    const second = await evaluate(network, [channel], batch.slice(batch.length / 2), 1, 64);
    expect(both.terms[1]![1]).toBeCloseTo(second.terms[0]![0]!, 4);
    expect(both.terms[0]![0]).not.toBeCloseTo(both.terms[1]![0]!, 4);
  });

  it('measure how far a class stands out by its logit and the mean of all, with the right gradient', async () => {
    const count = network.card.labels!.length;
    const all = (measure: 'logit' | 'standing') =>
      Array.from({ length: count }, (_, index) => ({ ...octopus, index, measure, weight: -1 }));
    const { terms } = await evaluate(network, [...all('logit'), ...all('standing')], noise(1, 64, 7), 1, 64);
    const [logits, standings] = [terms[0]!.slice(0, count), terms[0]!.slice(count)];
    const mean = logits.reduce((sum, logit) => sum + logit, 0) / count;
    logits.forEach((logit, i) => {
      expect(standings[i]).toBeCloseTo(Math.max(0, logit - mean), 3);
    });
    const index = standings.indexOf(Math.max(...standings));
    await checkSlope(network, [{ ...octopus, index, measure: 'standing', weight: -1 }], 64, 0.02);
  });

  it('avoid a channel only where it is above 0', async () => {
    const objective = [1, -1].flatMap((weight) =>
      Array.from({ length: 24 }, (_, index) => ({ ...channel, layer: 'conv1', channel: index, weight })),
    );
    const { terms } = await evaluate(network, objective, noise(1, 64, 5), 1, 64);
    const [plain, avoided] = [terms[0]!.slice(0, 24), terms[0]!.slice(24)];
    expect(Math.min(...avoided)).toBeGreaterThanOrEqual(0);
    avoided.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(plain[i]! - 1e-6);
    });
    expect(avoided).not.toEqual(plain);
  });

  it('make log-probabilities of logits', async () => {
    const classes = network.card.labels!.map((_, index) => ({
      ...octopus,
      index,
      measure: 'log-probability' as const,
    }));
    const { terms } = await evaluate(network, classes, noise(1, 64, 5), 1, 64);
    expect(terms[0]!.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 4);
  });

  it('know how many units a term averages', () => {
    const graph = atSize(network, 1, 64, 64);
    expect([octopus, channel, neuron].map((term) => unitsOf(graph, term))).toEqual([1, 64, 1]);
  });

  it.each([
    ['unknown-channel', { ...channel, channel: 384 }, /conv4 has no channel 384: give 0 to 383/],
    ['unknown-channel', { ...neuron, y: 8 }, /conv4 has no row 8: give 0 to 7/],
    ['unknown-channel', { ...neuron, layer: 'gap' }, /has no height and width/],
    [
      'unknown-class',
      { ...octopus, index: classCount },
      `the network has ${classCount} classes, 0 to ${classCount - 1}`,
    ],
    ['unknown-layer', { ...channel, layer: 'conv44' }, /conv4/],
  ])('are refused with %s when there is no such thing', (code, term, message) => {
    const attach = (): unknown => attachObjective(atSize(network, 1, 64, 64), [term]);
    expect(attach).toThrow(message);
    expect(attach).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe.skipIf(noSqueezeNet)(
  `objectives on SqueezeNet${noSqueezeNet ? ` (skipped: ${noSqueezeNet})` : ''}`,
  () => {
    it('excite the logits below the softmax, the mean of the class map', async () => {
      await checkSlope(squeezeNet(), [{ ...octopus, index: 107, label: 'jellyfish' }], 96, 0.1);
    });

    it('excite a channel through the preprocessing', async () => {
      await checkSlope(squeezeNet(), [{ ...channel, layer: 'fire8/concat' }], 96, 0.1);
    });
  },
);
