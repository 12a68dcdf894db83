import { InkceptionError } from '../../error.ts';
import type { RgbImage } from '../../image.ts';
import { checkAnswers, openAnswerer } from '../../network/answer.ts';
import { findClass, type NetworkCard } from '../../network/card.ts';
import type { Network } from '../../network/network.ts';
import type { DeviceName, Runtime } from '../../network/runtime.ts';
import { fitWithin } from '../../view/resize.ts';
import type { Term } from '../../objective/objective.ts';

/** A network that a picture was not made for. */
export interface Judge {
  readonly network: Network;
  /** As it was given; null: the built-in network. */
  readonly file: string | null;
  readonly sha256: string;
}

/** What a judge sees in the pictures of a run. */
export interface Verdict {
  readonly name: string;
  readonly file: string | null;
  readonly sha256: string;
  readonly classes: number;
  /** What the pens can draw. */
  readonly true: Seen;
  /** The plotted ink on paper. */
  readonly drawn: Seen;
}

/** What a judge sees in one picture. */
export interface Seen {
  /** The likeliest classes, the first first. */
  readonly top: readonly SeenClass[];
  /** The classes that were to be excited, where the judge has one of that name. */
  readonly wanted: readonly SeenClass[];
}

/** A class of the judge, and how likely it is. */
export interface SeenClass {
  readonly label: string;
  /** In [0, 1]. */
  readonly probability: number;
  /** 1: the likeliest. */
  readonly rank: number;
}

/** What runs a judge, and what the picture was made to excite. */
export interface JudgeOptions {
  readonly runtime: Runtime;
  readonly devices?: readonly DeviceName[];
  readonly objective: readonly Term[];
}

const topCount = 5;

/** A judge as it was given. Errors: `bad-option` for one without classes, `bad-size`. */
export function checkJudge(judge: Judge): Judge {
  checkAnswers(judge.network);
  return judge;
}

/** Shows a run's pictures to another network. Errors: `bad-option` for one without classes, `network-failed`. */
export async function askJudge(
  { network, file, sha256 }: Judge,
  pictures: { readonly true: RgbImage; readonly drawn: RgbImage },
  { runtime, devices, objective }: JudgeOptions,
): Promise<Verdict> {
  const { card } = network;
  const judge = await openAnswerer(network, runtime, devices);
  try {
    const wanted = wantedClasses(objective, card);
    const see = async (picture: RgbImage): Promise<Float32Array> =>
      judge.answer(fitWithin(picture, judge.width, judge.height));
    const [ofTrue, ofDrawn] = [await see(pictures.true), await see(pictures.drawn)];
    return {
      name: card.name,
      file,
      sha256,
      classes: ofTrue.length,
      true: seen(ofTrue, wanted, card),
      drawn: seen(ofDrawn, wanted, card),
    };
  } finally {
    await judge.close();
  }
}

/** Indices of the judge's classes that go by the name of one that is to be excited. */
function wantedClasses(objective: readonly Term[], card: NetworkCard): number[] {
  const labels = objective.flatMap((term) => (term.kind === 'class' && term.weight > 0 ? [term.label] : []));
  const found = [...new Set(labels)].map((label) => classNamed(card, label));
  return [...new Set(found.filter((index) => index !== null))];
}

/** null where it has none: a name that is only a number is no name. */
function classNamed(card: NetworkCard, label: string): number | null {
  if (!card.labels || /^#?\d+$/.test(label)) return null;
  for (const name of [label, ...label.split(',')]) {
    try {
      return findClass(card, name).index;
    } catch (error) {
      if (!(error instanceof InkceptionError) || error.code !== 'unknown-class') throw error;
    }
  }
  return null;
}

function seen(probabilities: Float32Array, wanted: readonly number[], card: NetworkCard): Seen {
  const order = [...probabilities.keys()].sort((i, j) => probabilities[j]! - probabilities[i]! || i - j);
  const at = (index: number): SeenClass => ({
    label: card.labels?.[index] ?? `class ${index}`,
    probability: probabilities[index]!,
    rank: order.indexOf(index) + 1,
  });
  const known = wanted.filter((index) => index < probabilities.length);
  return { top: order.slice(0, topCount).map(at), wanted: known.map(at) };
}
