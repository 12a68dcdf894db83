import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Concept } from './concepts.ts';

/** The network card with the classes and the weights of this training; all else stays. JSON text. */
export function cardWith(card: string, concepts: readonly Concept[], weights: URL): string {
  const sha256 = createHash('sha256').update(readFileSync(weights)).digest('hex');
  const groups: Record<string, string[]> = {};
  for (const { group, name } of concepts) (groups[group] ??= []).push(name);
  return `${JSON.stringify(
    {
      ...(JSON.parse(card) as object),
      description: `${concepts.length} things to draw: a small robust network, trained on openly licensed pictograms`,
      sha256,
      labels: concepts.map(({ name }) => name),
      synonyms: otherNames(concepts),
      groups,
    },
    null,
    2,
  )}\n`;
}

/** The judge's card: every concept it was trained on, found by any of its names. JSON text. */
export function judgeCard(concepts: readonly Concept[]): string {
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
  return `${JSON.stringify({ name: 'judge', description, input, licence, source, labels, synonyms: otherNames(concepts) }, null, 2)}\n`;
}

/** What else a class is called, Unicode's short names among them; a name is of one class only, and a class's own comes first. */
function otherNames(concepts: readonly Concept[]): Record<string, string[]> {
  const taken = new Set(concepts.map(({ name }) => plain(name)));
  const others: Record<string, string[]> = {};
  for (const { name, synonyms, slugs } of concepts) {
    const words = [...synonyms, ...slugs.map((slug) => slug.replaceAll('_', '-'))];
    const more = words.filter((word) => !taken.has(plain(word)) && taken.add(plain(word)));
    if (more.length > 0) others[name] = more;
  }
  return others;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
