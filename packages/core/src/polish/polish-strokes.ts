import type { TrueStrokes } from '../canvas/canvas.ts';
import { groupsOf, type StrokeGroup } from '../canvas/strokes/groups.ts';
import type { TrueDrawer } from '../canvas/strokes/true-drawer.ts';
import { scorePlainly, type Scored, type Scorer } from '../excite/score.ts';
import type { RgbImage } from '../image.ts';

/** How strokes are judged, and how often. */
export interface PolishStrokes extends Scorer {
  /** Rounds at most. */
  readonly rounds: number;
  readonly draw: TrueDrawer;
  /** Of the finished picture; what is tried is drawn less finely. */
  readonly detail: number;
  readonly signal?: AbortSignal;
}

/** Strokes, of most worth first, and what they score. */
export interface PolishedStrokes {
  readonly truth: TrueStrokes;
  readonly score: Scored;
}

/** What is tried is drawn as fine as the canvas is. */
const trialDetail = 1;
/** What an exchange of pens must gain, and what a stroke must be worth to be drawn, as shares of the excitation. */
const [leastGain, leastWorth] = [0.002, 0.0005];
/** Strokes of least worth whose pens are exchanged in a round. */
const mostExchanged = 64;

/**
 * Strokes judged by the true score: each by what the picture is without it, and with another of the pens. Those that are
 * worth nothing are left out, pens are exchanged where that gains, one by one, each only if the score agrees. The
 * strokes come back in the order of their worth. null where the finished picture would be no better than it was.
 */
export async function polishStrokes(
  truth: TrueStrokes,
  options: PolishStrokes,
): Promise<PolishedStrokes | null> {
  const { rounds, draw, detail, signal } = options;
  const [before] = await scorePlainly([truth.image], options);
  let strokes: Strokes = groupsOf(truth.strokes);
  for (let round = 0; round < rounds && !signal?.aborted && strokes.length > 0; round++) {
    const next = await improve(strokes, truth, options);
    strokes = next.strokes;
    if (!next.changed) break;
  }
  const polished = strokes.flat();
  const image = draw(polished, truth.colours, detail);
  const [score] = await scorePlainly([image], options);
  const worse = score!.excitation < before!.excitation - leastWorth * Math.abs(before!.excitation);
  return worse ? null : { truth: { ...truth, strokes: polished, image }, score: score! };
}

type Strokes = readonly StrokeGroup[];

async function improve(
  strokes: Strokes,
  { colours }: TrueStrokes,
  options: PolishStrokes,
): Promise<{ strokes: Strokes; changed: boolean }> {
  const score = (trials: readonly Strokes[]): Promise<number[]> =>
    scoreAll(trials, (trial) => options.draw(trial.flat(), colours, trialDetail), options);
  const ordered = await byWorth(strokes, score);
  const exchanged = await exchangePens(ordered, colours.length, score);
  const kept = await leaveOut(exchanged, score);
  return {
    strokes: kept,
    changed: kept.length < strokes.length || kept.some((stroke) => !strokes.includes(stroke)),
  };
}

type Score = (trials: readonly Strokes[]) => Promise<number[]>;

/** Drawn a few at a time: all at once they would fill the memory. */
async function scoreAll(
  trials: readonly Strokes[],
  draw: (trial: Strokes) => RgbImage,
  scorer: Scorer,
): Promise<number[]> {
  const { views } = scorer.evaluator;
  const scores: number[] = [];
  for (let i = 0; i < trials.length; i += views) {
    const scored = await scorePlainly(trials.slice(i, i + views).map(draw), scorer);
    scores.push(...scored.map(({ excitation }) => excitation));
  }
  return scores;
}

/** Of most worth first: what the picture loses without a stroke. */
async function byWorth(strokes: Strokes, score: Score): Promise<Strokes> {
  const without = await score(strokes.map((stroke) => strokes.filter((other) => other !== stroke)));
  const order = strokes.map((_, s) => s).sort((a, b) => without[a]! - without[b]! || a - b);
  return order.map((s) => strokes[s]!);
}

/** Those worth least, the least first, as long as the picture is as good without them. */
async function leaveOut(strokes: Strokes, score: Score): Promise<Strokes> {
  let [kept, best] = [strokes, (await score([strokes]))[0]!];
  for (const stroke of [...strokes].reverse()) {
    const rest = kept.filter((other) => other !== stroke);
    const [now] = await score([rest]);
    if (rest.length === 0 || now! < best - leastWorth * Math.abs(best)) continue;
    [kept, best] = [rest, Math.max(best, now!)];
  }
  return kept;
}

/** Another pen where that gains, those of most gain first. */
async function exchangePens(strokes: Strokes, colours: number, score: Score): Promise<Strokes> {
  const swaps = strokes
    .map((stroke, s) => ({ stroke, s }))
    .slice(-mostExchanged)
    .flatMap(({ stroke, s }) =>
      Array.from({ length: colours - 1 }, (_, n) => ({ s, pen: n + 1 })).filter(
        ({ pen }) => pen !== stroke[0]!.pen,
      ),
    );
  const swapped = (of: Strokes, { s, pen }: { s: number; pen: number }): Strokes =>
    of.map((group, i) => (i === s ? group.map((stroke) => ({ ...stroke, pen })) : group));
  const gains = await score(swaps.map((swap) => swapped(strokes, swap)));
  let [now, best] = [strokes, (await score([strokes]))[0]!];
  const order = swaps.map((_, i) => i).sort((a, b) => gains[b]! - gains[a]! || a - b);
  for (const i of order) {
    if (gains[i]! <= (1 + Math.sign(best) * leastGain) * best) break;
    const trial = swapped(now, swaps[i]!);
    const [excitation] = await score([trial]);
    if (excitation! > best + leastGain * Math.abs(best)) [now, best] = [trial, excitation!];
  }
  return now;
}
