import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fitWithin, loadNetwork, openAnswerer, parseCard, type RgbImage } from '@inkception/core';
import * as ort from 'onnxruntime-node';

const file = fileURLToPath(new URL('../../packages/pictograms/train/runs/judge.onnx', import.meta.url));

/** An independently trained, ordinary network that names drawings of the built-in network's classes. */
export interface Judge {
  /** The wanted classes from the likeliest on. */
  readonly name: (picture: RgbImage) => Promise<string[]>;
}

/** The judge of `npm run train -w packages/pictograms`, choosing among `labels`; null, said aloud, without it. */
export async function openJudge(labels: readonly string[]): Promise<Judge | null> {
  if (!existsSync(file)) {
    console.log(`no judge: ${file} is not there (npm run train -w packages/pictograms makes it)`);
    return null;
  }
  const card = parseCard(readFileSync(file.replace(/onnx$/, 'json'), 'utf8'), 'judge.json');
  const judge = await openAnswerer(loadNetwork(readFileSync(file), card, 'judge.onnx'), ort);
  const wanted = labels.map((label) => ({ label, index: card.labels!.indexOf(label) }));
  return {
    name: async (picture) => {
      const answer = await judge.answer(fitWithin(picture, judge.width, judge.height));
      const at = ({ index }: { index: number }): number => answer[index] ?? -1;
      return wanted.toSorted((one, other) => at(other) - at(one)).map(({ label }) => label);
    },
  };
}
