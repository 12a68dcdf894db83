import type { Evaluation, Evaluator } from '../network/evaluator.ts';
import { choiceInput } from './channel-objective.ts';

/** One of the runs that share a session: an evaluator of its own channel. */
export interface Lane {
  readonly evaluator: Evaluator;
  /** Says that this run is over, so that the others do not wait for it. */
  readonly leave: () => void;
}

interface Asked {
  readonly lane: number;
  readonly batch: Float32Array;
  readonly answer: (evaluation: Evaluation) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Splits a session over `shared.views` views into one lane for each channel, of `views` views each. Lanes advance in step:
 * the session runs once all that are left have asked. Lanes without a channel see black and choose nothing, so that
 * a channel's numbers do not depend on how many others run beside it. Once `signal` is aborted every question fails.
 */
export function openLanes(
  shared: Evaluator,
  channels: readonly number[],
  { views, channelCount, signal }: { views: number; channelCount: number; signal: AbortSignal },
): Lane[] {
  const length = 3 * views * shared.width * shared.height;
  const choice = choiceOf(channels, views, shared.views, channelCount);
  const waiting: Asked[] = [];
  let running = channels.length;
  const runWhenAllAsked = (): void => {
    if (waiting.length === 0 || waiting.length < running) return;
    void runTogether(waiting.splice(0));
  };
  const runTogether = async (asked: readonly Asked[]): Promise<void> => {
    try {
      signal.throwIfAborted();
      const batch = new Float32Array(3 * shared.views * shared.width * shared.height);
      for (const { lane, batch: own } of asked) batch.set(own, lane * length);
      const { terms, gradient } = await shared.evaluate(batch, { [choiceInput]: choice });
      for (const { lane, answer } of asked) {
        const own = terms.slice(lane * views, (lane + 1) * views);
        answer({
          terms: own.map((means) => [means[channels[lane]!]!]),
          gradient: gradient.slice(lane * length, (lane + 1) * length),
        });
      }
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
  };
  return channels.map((_, lane) => ({
    evaluator: {
      ...shared,
      views,
      evaluate: (batch) =>
        new Promise((answer, fail) => {
          waiting.push({ lane, batch, answer, fail });
          runWhenAllAsked();
        }),
      close: () => Promise.resolve(),
    },
    leave: () => {
      running -= 1;
      runWhenAllAsked();
    },
  }));
}

function choiceOf(
  channels: readonly number[],
  views: number,
  allViews: number,
  channelCount: number,
): Float32Array {
  const choice = new Float32Array(allViews * channelCount);
  channels.forEach((channel, lane) => {
    for (let view = 0; view < views; view++) choice[(lane * views + view) * channelCount + channel] = 1;
  });
  return choice;
}
