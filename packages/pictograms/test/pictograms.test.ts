import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { findClass, parseCard } from '../../core/src/network/card.ts';
import { cardUrl, weightsUrl } from '../src/index.ts';

const card = parseCard(readFileSync(cardUrl, 'utf8'), 'card.json');
const weights = readFileSync(weightsUrl);
const labels = card.labels ?? [];
const synonyms = card.synonyms ?? {};
const groups = card.groups ?? {};

describe('the card', () => {
  it('has the hash of the weights', () => {
    expect(createHash('sha256').update(weights).digest('hex')).toBe(card.sha256);
  });

  it('has as many labels as everything that is written about it says, each once', () => {
    expect(new Set(labels).size).toBe(labels.length);
    const count = String(labels.length);
    for (const [path, said] of [
      ['../../../README.md', /\[(\d+) things\]/],
      ['../../../CHANGELOG.md', /built-in network draws (\d+) things/],
      ['../../../docs/networks/pictograms.md', /classifiers of (\d+) pictograms/],
      ['../README.md', /: (\d+) things to draw/],
      ['../src/index.ts', /`logits` \[N, (\d+)\]/],
      ['../src/index.ts', /(\d+) labels/],
      ['../card.json', /"(\d+) things to draw/],
    ] as const)
      expect([path, said.exec(readFileSync(new URL(path, import.meta.url), 'utf8'))?.[1]]).toEqual([
        path,
        count,
      ]);
  });

  it('has every label in one group', () => {
    expect(Object.values(groups).flat().toSorted()).toEqual(labels.toSorted());
    for (const group of ['animals', 'sea', 'plants', 'food', 'music', 'vehicles', 'objects', 'sky', 'play'])
      expect(groups[group]?.length).toBeGreaterThan(3);
  });

  it('has no synonym for two classes, and none that is another label', () => {
    const simple = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
    const names = [...labels, ...Object.values(synonyms).flat()].map(simple);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});

describe('every class', () => {
  it('is found by its label, with blanks and capitals too', () => {
    labels.forEach((label, index) => {
      expect(findClass(card, label)).toEqual({ index, label });
      expect(findClass(card, label.replaceAll('-', ' ').toUpperCase())).toEqual({ index, label });
    });
  });

  it('is found by its synonyms', () => {
    for (const [label, words] of Object.entries(synonyms)) {
      for (const word of words) expect(findClass(card, word).label).toBe(label);
    }
  });

  it.each([
    ['kitty', 'cat'],
    ['cat-face', 'cat'],
    ['train', 'locomotive'],
    ['ufo', 'flying-saucer'],
    ['locked', 'padlock'],
    ['Ice Cream', 'ice-cream-cone'],
    ['tyrannosaurus rex', 't-rex'],
    ['vertical traffic light', 'traffic-light'],
  ])('%s is %s', (wanted, label) => {
    expect(findClass(card, wanted).label).toBe(label);
  });
});

describe('the weights', () => {
  it('take pictures of any size and give a logit a label; white paper and grey are none of them', async () => {
    const session = await InferenceSession.create(weights);
    expect(session.inputNames).toEqual([card.input.name]);
    for (const [level, height, width] of [
      [1, 64, 64],
      [0.5, 96, 80],
    ] as const) {
      const data = new Float32Array(3 * height * width).fill(level);
      const { logits } = await session.run({ image: new Tensor('float32', data, [1, 3, height, width]) });
      expect(logits?.dims).toEqual([1, labels.length]);
      expect(Math.max(...(logits?.data as Float32Array))).toBeLessThan(0);
    }
    await session.release();
  });
});
