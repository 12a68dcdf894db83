import { coloursUsed, paint, type Canvas } from '../canvas/canvas.ts';
import { dropColour } from '../canvas/drop-colour.ts';
import { sharesOf } from '../image.ts';
import { constant, scheduled, type Schedule } from '../optimise/schedule.ts';
import {
  excite,
  type Excited,
  type ExciteOptions,
  type ExciteState,
  type Learned,
  type StepEvent,
} from './excite.ts';
import type { Dropped } from './dropped.ts';
import { exchangeColours } from './exchange-colours.ts';
import { scorePlainly } from './score.ts';
import type { Settings } from './settings.ts';

/** Where choosing was stopped. */
export interface ChoiceState {
  readonly dropped: readonly Dropped[];
  readonly excite: ExciteState;
}

/** What is to be chosen: `keep` of the `candidates`, indices of the canvas's palette. */
export interface ChooseOptions extends Omit<ExciteOptions, 'resume' | 'learned' | 'onStep'> {
  /** Colours of the canvas's palette. */
  readonly colours: number;
  /** Those that may go; the others stay. */
  readonly candidates: readonly number[];
  /** So many of the candidates stay. */
  readonly keep: number;
  /** Steps over all colours before the first goes. */
  readonly relaxSteps: number;
  /** Steps after each that went. */
  readonly settleSteps: number;
  /** Where an earlier call was stopped. */
  readonly from?: ChoiceState;
  readonly onChoice?: (event: ChoiceEvent) => void;
}

/** A step of choosing; `steps` counts them all. */
export interface ChoiceEvent extends StepEvent {
  /** Colours that are left of the candidates. */
  readonly left: number;
  readonly of: number;
}

/** What was chosen, or how far choosing came. */
export interface Chosen {
  /** In the order of going. */
  readonly dropped: readonly Dropped[];
  /** The picture with the colours that are left. */
  readonly excited: Excited;
  /** Where to go on, when the signal stopped it. */
  readonly stopped: ChoiceState | null;
}

/**
 * Chooses colours by what the network sees: relaxes over all of them, then drops the one whose loss costs the true
 * image least, lets the picture settle, and so on until `keep` are left. Then a colour that is left is exchanged for one
 * that is not, the best such pair each time, as long as the true image gains. Errors: `not-finite`.
 */
export async function chooseColours(options: ChooseOptions): Promise<Chosen> {
  const { candidates, keep, relaxSteps, settleSteps, from } = options;
  let dropped = from?.dropped ?? [];
  let resume: ExciteState | undefined = from?.excite;
  let learned: Learned | undefined;
  let excited: Excited;
  for (;;) {
    const settings =
      dropped.length === 0 ? relaxing(options.settings, relaxSteps) : settling(options.settings, settleSteps);
    excited = await excite({
      ...options,
      settings,
      ...(learned ? { learned } : {}),
      ...(resume ? { resume } : {}),
      onStep: watcher(options, dropped.length),
    });
    ({ learned } = excited);
    resume = undefined;
    if (excited.stopped) return { dropped, excited, stopped: { dropped, excite: excited.stopped } };
    if (dropped.length >= candidates.length - keep) break;
    dropped = [...dropped, await dropOne(options, dropped)];
  }
  return { dropped: await exchanged(options, dropped), excited, stopped: null };
}

/** Steps of one stretch as steps of all. */
function watcher(options: ChooseOptions, dropped: number): (event: StepEvent) => void {
  const { candidates, keep, relaxSteps, settleSteps, onChoice } = options;
  const before = dropped === 0 ? 0 : relaxSteps + (dropped - 1) * settleSteps;
  const steps = relaxSteps + (candidates.length - keep) * settleSteps;
  const [of, left] = [candidates.length, candidates.length - dropped];
  return (event) => onChoice?.({ ...event, step: before + event.step, steps, left, of });
}

/** Drops the colour whose loss costs least. */
async function dropOne(options: ChooseOptions, dropped: readonly Dropped[]): Promise<Dropped> {
  const { canvas, colours, candidates } = options;
  const left = candidates.filter((colour) => dropped.every((gone) => gone.colour !== colour));
  const shares = sharesOf(coloursUsed(canvas.truth(1)), colours);
  const unused = left.find((colour) => shares[colour] === 0);
  const [before, ...without] = await scorePlainly(
    unused === undefined
      ? [truthOf(canvas), ...left.map((c) => truthWithout(canvas, c, colours))]
      : [truthOf(canvas)],
    options,
  );
  const excitations = without.map(({ excitation }) => excitation);
  const after = unused === undefined ? Math.max(...excitations) : before!.excitation;
  const colour = unused ?? left[excitations.indexOf(after)]!;
  dropColour(canvas, colour, colours);
  return { colour, before: before!.excitation, after };
}

/** Exchanges that the picture as it is gains by; strokes of another pen would lie elsewhere. */
async function exchanged(options: ChooseOptions, dropped: readonly Dropped[]): Promise<readonly Dropped[]> {
  const truth = options.canvas.truth(1);
  if (truth.kind === 'strokes') return dropped;
  const shares = sharesOf(truth.map.indices, truth.colours.length);
  const areas = options.candidates.filter((colour) => shares[colour]! > 0);
  return exchangeColours(truth, areas, dropped, options);
}

const truthOf = (canvas: Canvas) => paint(canvas.truth(1));

function truthWithout(canvas: Canvas, colour: number, colours: number) {
  const putBack = dropColour(canvas, colour, colours);
  const picture = truthOf(canvas);
  putBack();
  return picture;
}

/** A short run that ends before pens are decided: where there is no second best, a loss cannot be judged. */
function relaxing(settings: Settings, steps: number): Settings {
  const { temperature, logitsRate, prices } = settings;
  return {
    ...settings,
    steps,
    detail: 1,
    temperature: first(temperature, warmEnd),
    logitsRate: first(logitsRate, warmEnd),
    pixels: { ...settings.pixels, finestFrom: Math.min(1, settings.pixels.finestFrom / warmEnd) },
    // colours are given, and those that nobody wants are to show it
    prices: { ...prices, usage: constant(0), likeness: constant(0) },
    scoreEvery: 0,
    keepFrom: 1,
  };
}

/** Share of the schedules that relaxing goes through. */
const warmEnd = 0.6;

function settling(settings: Settings, steps: number): Settings {
  const relaxed = relaxing(settings, steps);
  return {
    ...relaxed,
    temperature: constant(scheduled(relaxed.temperature, 1)),
    logitsRate: constant(scheduled(relaxed.logitsRate, 1)),
    straightThroughFrom: settings.straightThroughFrom < 1 ? 0 : 1,
    pixels: { ...settings.pixels, finestFrom: 0 },
  };
}

/** The first part of a schedule, for a run of its own. */
function first({ points, curve }: Schedule, part: number): Schedule {
  const end = scheduled({ points, curve }, part);
  const inside = points.filter(([at]) => at < part).map(([at, value]) => [at / part, value] as const);
  return { curve, points: [...inside, [1, end]] };
}
