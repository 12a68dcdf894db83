import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Concept } from './concepts.ts';

/** The network card with the classes and the weights of this training; all else stays. JSON text. */
export function cardWith(card: string, concepts: readonly Concept[], weights: URL): string {
  const sha256 = createHash('sha256').update(readFileSync(weights)).digest('hex');
  const groups: Record<string, string[]> = {};
  for (const { group, name } of concepts) (groups[group] ??= []).push(name);
  const withSynonyms = concepts.filter(({ synonyms }) => synonyms.length > 0);
  return `${JSON.stringify(
    {
      ...(JSON.parse(card) as object),
      description: `${concepts.length} things to draw: a small robust network, trained on openly licensed pictograms`,
      sha256,
      labels: concepts.map(({ name }) => name),
      synonyms: Object.fromEntries(withSynonyms.map(({ name, synonyms }) => [name, synonyms])),
      groups,
    },
    null,
    2,
  )}\n`;
}

/** The judge's card: every concept it was trained on, found by any of its names. JSON text. */
export function judgeCard(concepts: readonly Concept[]): string {
  const taken = new Set(concepts.map(({ name }) => name));
  const synonyms: Record<string, string[]> = {};
  for (const { name, synonyms: words, slugs } of concepts) {
    const more = [...words, ...slugs.map((slug) => slug.replaceAll('_', '-'))].filter(
      (word) => !taken.has(word),
    );
    for (const word of more) taken.add(word);
    if (more.length > 0) synonyms[name] = [...new Set(more)];
  }
  const input = {
    name: 'image',
    channels: 'RGB',
    range: [0, 1],
    mean: [0, 0, 0],
    std: [1, 1, 1],
    size: [64, 64],
  };
  const description =
    'Names drawings of the built-in network: independently trained, not robust, not shipped';
  const [licence, source] = ['MIT', 'packages/pictograms/train'];
  const labels = concepts.map(({ name }) => name);
  return `${JSON.stringify({ name: 'judge', description, input, licence, source, labels, synonyms }, null, 2)}\n`;
}
