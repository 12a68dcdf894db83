import { noPrices, type Moment, type Prices } from '../canvas/canvas.ts';
import { scheduled } from '../optimise/schedule.ts';
import type { Settings } from './settings.ts';
import type { ShareControl } from './share-control.ts';

/** What a run has learned so far that bears on its prices. */
interface PricesLearned {
  /** Factor on the boundary's price. */
  readonly boundaryFactor: number;
  readonly shares: Pick<ShareControl, 'prices'> | null;
}

/** The moment of a step, from 0, as the settings' schedules have it. */
export function momentAt(
  step: number,
  settings: Settings,
  { boundaryFactor, shares }: PricesLearned,
): Moment {
  const progress = progressAt(step, settings);
  const names = Object.keys(noPrices) as (keyof Prices)[];
  const weights = names.map((name) => [name, scheduled(settings.prices[name], progress)]);
  const prices = Object.fromEntries(weights) as Record<keyof Prices, number>;
  const { softness } = settings.strokes;
  return {
    temperature: temperatureAt(step, settings),
    straightThrough: settings.straightThroughFrom < 1 && progress >= settings.straightThroughFrom,
    softness: scheduled(softness, progress),
    renew: renewsAt(step, settings),
    prices: { ...prices, boundary: boundaryFactor * prices.boundary },
    ...(shares ? { sharePrices: shares.prices } : {}),
  };
}

/** What begins where it is asked for has its places after the first step. */
function renewsAt(step: number, settings: Settings): boolean {
  const { begin, renewEvery, renewUntil } = settings.strokes;
  if (begin === 'gradient' && step === 0) return true;
  return renewEvery > 0 && progressAt(step, settings) <= renewUntil && (step + 1) % renewEvery === 0;
}

/** Of the softmax over pens at a step. */
export function temperatureAt(step: number, settings: Settings): number {
  return scheduled(settings.temperature, progressAt(step, settings));
}

/** Share of the run before a step: 0 at the first, 1 at the last. */
export function progressAt(step: number, settings: Settings): number {
  return step / Math.max(1, settings.steps - 1);
}

/** The first step, from 0, by which a share of the run has passed. */
export function stepOf(share: number, { steps }: Settings): number {
  return Math.ceil(share * Math.max(1, steps - 1));
}
