import { readFileSync } from 'node:fs';
import {
  fitWithin,
  loadNetwork,
  openAnswerer,
  parseCard,
  type NetworkCard,
  type RgbImage,
} from '@inkception/core';
import * as ort from 'onnxruntime-node';

const at = (name: string): URL => new URL(`../judge/${name}`, import.meta.url);

/** An independently trained, ordinary network that names drawings of the built-in network's classes. */
export interface Judge {
  /** The wanted classes from the likeliest on. */
  readonly name: (picture: RgbImage) => Promise<string[]>;
}

/** The judge that `npm run train -w packages/pictograms` makes, choosing among the classes of a card. */
export async function openJudge(of: NetworkCard): Promise<Judge> {
  const card = parseCard(readFileSync(at('judge.json'), 'utf8'), 'judge.json');
  const judge = await openAnswerer(loadNetwork(readFileSync(at('judge.onnx')), card, 'judge.onnx'), ort);
  const wanted = (of.labels ?? []).map((label) => ({ label, index: indexIn(card, label, of) }));
  return {
    name: async (picture) => {
      const answer = await judge.answer(fitWithin(picture, judge.width, judge.height));
      const sure = ({ index }: { index: number }): number => answer[index]!;
      return wanted.toSorted((one, other) => sure(other) - sure(one)).map(({ label }) => label);
    },
  };
}

/** The judge's class for one of another network, by any name of either. */
function indexIn(card: NetworkCard, label: string, { synonyms }: NetworkCard): number {
  const wanted = [label, ...(synonyms?.[label] ?? [])].map(simple);
  const namesOf = (known: string): string[] => [known, ...(card.synonyms?.[known] ?? [])].map(simple);
  const index = card.labels!.findIndex((known) => namesOf(known).some((name) => wanted.includes(name)));
  if (index < 0) throw new Error(`the judge has no class "${label}"`);
  return index;
}

function simple(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
