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
