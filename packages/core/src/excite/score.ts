import type { RgbImage } from '../image.ts';
import { excitation, type Term } from '../objective/objective.ts';
import { pool } from '../view/pool.ts';
import type { LikeEvaluator } from './like.ts';

/** What a picture does to the network, seen plainly: no shift, no turn. */
export interface Scored {
  /** The objective's value. */
  readonly excitation: number;
  /** Each term's own value, unweighted. */
  readonly terms: readonly number[];
}

/** Who scores pictures, and by what. */
export interface Scorer {
  readonly evaluator: LikeEvaluator;
  readonly objective: readonly Term[];
}

/** Scores pictures that are whole multiples of what the network sees, in their order. */
export async function scorePlainly(pictures: readonly RgbImage[], scorer: Scorer): Promise<Scored[]> {
  const { evaluator, objective } = scorer;
  const { views, width } = evaluator;
  const like = await evaluator.like?.plainly();
  const seen = pictures.map((picture) => pool(picture, picture.width / width).data);
  const scores: Scored[] = [];
  for (let first = 0; first < seen.length; first += views) {
    // a batch shorter than the network's is filled up with its last picture
    const group = Array.from({ length: views }, (_, i) => seen[Math.min(first + i, seen.length - 1)]!);
    const { terms } = await evaluator.evaluate(concatenate(group), like);
    scores.push(...terms.map((values) => ({ excitation: excitation(objective, values), terms: values })));
  }
  return scores.slice(0, pictures.length);
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}
