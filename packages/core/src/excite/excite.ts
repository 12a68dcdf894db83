import { paint, type Canvas, type Parameter, type Truth } from '../canvas/canvas.ts';
import { InkceptionError } from '../error.ts';
import type { RgbImage } from '../image.ts';
import type { Evaluation } from '../network/evaluator.ts';
import { excitation, type Term } from '../objective/objective.ts';
import { openAdam, type Adam, type AdamState } from '../optimise/adam.ts';
import { scheduled } from '../optimise/schedule.ts';
import type { Random, RandomState } from '../random.ts';
import { drawViews, gradientNorm, lookBack, openLens, type Lens } from '../view/views.ts';
import { drawTurn } from '../view/roll.ts';
import { evaluateThrough } from './like.ts';
import { momentAt, progressAt, stepOf, temperatureAt } from './moment.ts';
import { scorePlainly, type Scored, type Scorer } from './score.ts';
import { followShares, startShares, type ShareBounds, type ShareControl } from './share-control.ts';
import type { Settings } from './settings.ts';
import { turnAway } from './variety.ts';

/** What a step has come to; excitations are values of the objective. */
export interface StepEvent {
  /** From 1 to `steps`. */
  readonly step: number;
  readonly steps: number;
  /** Mean over this step's views of what the network saw. */
  readonly relaxed: number;
  /** The true image last scored or kept, seen plainly; null before the first. */
  readonly true: number | null;
  readonly temperature: number;
  /** Mean since the start, or since it was resumed. */
  readonly secondsPerStep: number;
}

/** A canvas, what it is to excite, and how. */
export interface ExciteOptions extends Scorer {
  readonly settings: Settings;
  readonly canvas: Canvas;
  /** Draws the views. */
  readonly random: Random;
  /** How many units a term averages, for gain `sum`. */
  readonly units: number;
  /** What each colour of the palette may have of the picture; none: what the network likes. */
  readonly shares?: readonly (ShareBounds | null)[];
  /** What the picture must not resemble, see `likenessOf`. */
  readonly unlike?: readonly Float32Array[];
  /** What an earlier run of the same canvas had learned about prices. */
  readonly learned?: Learned;
  /** Where an earlier call was stopped. The canvas must be the same, the random numbers its `random` resumed. */
  readonly resume?: ExciteState;
  /** Stops after the step at hand; what is best so far is the result. */
  readonly signal?: AbortSignal;
  readonly onStep?: (event: StepEvent) => void;
}

/** A picture as the pens draw it and as it was optimised, with what both do to the network. */
export interface Picture {
  readonly truth: Truth;
  readonly relaxed: RgbImage;
  readonly trueScore: Scored;
  readonly relaxedScore: Scored;
}

/** What a run finds out about its prices on the way. */
export interface Learned {
  /** Running mean of the L1 norm of the excitation's gradient on the picture; 0 before the first. */
  readonly norm: number;
  /** Factor on the boundary's price, by which it meets its budget. */
  readonly boundaryFactor: number;
  /** What holds the shares; null where they are free. */
  readonly shares: ShareControl | null;
}

/** Everything the next step depends on: a run goes on from it as if it had never stopped. */
export interface ExciteState extends Learned {
  readonly step: number;
  readonly parameters: readonly Float32Array[];
  readonly adam: readonly AdamState[];
  readonly best: Picture | null;
  readonly random: RandomState;
}

/** What came of a run. */
export interface Excited {
  readonly picture: Picture;
  readonly steps: number;
  readonly learned: Learned;
  /** Where to go on, when the signal stopped the run. */
  readonly stopped: ExciteState | null;
}

/** Optimises the canvas until the steps are done or the signal stops them. Errors: `not-finite`. */
export async function excite(options: ExciteOptions): Promise<Excited> {
  const run = startRun(options);
  const { settings, signal } = options;
  const [first, started] = [run.step, performance.now()];
  while (run.step < settings.steps && !signal?.aborted) {
    const relaxed = await advance(run, options);
    await watch(run, options);
    const secondsPerStep = (performance.now() - started) / 1000 / (run.step - first);
    options.onStep?.(stepEvent(run, settings, relaxed, secondsPerStep));
  }
  const picture =
    run.step === settings.steps && run.best
      ? run.best
      : better(run, await score(run, options, settings.detail), settings);
  const { norm, boundaryFactor, shares } = run;
  const learned = { norm, boundaryFactor, shares };
  return {
    picture,
    steps: run.step,
    learned,
    stopped: run.step < settings.steps ? stateOf(run, options) : null,
  };
}

interface Run {
  step: number;
  readonly lens: Lens;
  readonly adam: readonly Adam[];
  norm: number;
  boundaryFactor: number;
  shares: ShareControl | null;
  best: Picture | null;
}

function startRun({ canvas, settings, evaluator, shares: bounds, learned, resume }: ExciteOptions): Run {
  const { width, height, parameters } = canvas;
  const lens = openLens(evaluator.views, width, height, width / evaluator.width, settings.views.beyond);
  const adam = parameters.map(({ values }, i) => openAdam(values.length, resume?.adam[i]));
  if (!resume) {
    const shares = bounds ? startShares(bounds) : null;
    return { step: 0, lens, adam, norm: 0, boundaryFactor: 1, shares, ...learned, best: null };
  }
  canvas.parameters.forEach((parameter, i) => {
    parameter.values.set(resume.parameters[i]!);
  });
  const { step, norm, boundaryFactor, shares, best } = resume;
  return { step, lens, adam, norm, boundaryFactor, shares, best };
}

function stateOf(
  { adam, step, norm, boundaryFactor, shares, best }: Run,
  options: ExciteOptions,
): ExciteState {
  const parameters = options.canvas.parameters.map(({ values }) => values.slice());
  return {
    step,
    parameters,
    adam: adam.map((of) => of.state()),
    norm,
    boundaryFactor,
    shares,
    best,
    random: options.random.state(),
  };
}

/** One step: look, ask, pass back, move. Returns the excitation over this step's views. */
async function advance(run: Run, options: ExciteOptions): Promise<number> {
  const { canvas, settings, evaluator, objective, random } = options;
  const { views: viewSettings } = settings;
  canvas.look?.(random, progressAt(run.step, settings));
  const turn = drawTurn(canvas, viewSettings, random);
  const picture = turn.there(canvas.render(momentAt(run.step, settings, run)));
  const views = drawViews(viewSettings, evaluator, run.lens.factor, random);
  const evaluation = await evaluateThrough(evaluator, run.lens, views, picture);
  const value = meanExcitation(objective, evaluation);
  assertFinite(value, run.step);
  const excited = turn.back(lookBack(run.lens, views, evaluation.gradient));
  const gain = gainOf(run, options);
  const gradient = turnedAway(excited, turn.back(picture), run, options);
  const { gradients, prices, shares } = canvas.backward(gradient, -gain); // loss = prices - gain * excitation
  keepBudget(run, prices.boundary, settings);
  if (run.shares && shares)
    run.shares = followShares(run.shares, shares, options.shares!, gain * gradientNorm(run.lens));
  move(run, gradients, options);
  return value;
}

function turnedAway(gradient: RgbImage, picture: RgbImage, run: Run, options: ExciteOptions): RgbImage {
  const { unlike = [], settings } = options;
  if (unlike.length === 0) return gradient;
  return turnAway(gradient, picture, unlike, settings.variety, gradientNorm(run.lens));
}

/** The factor from the gradient of the sum over views to the unit that the prices are in. */
function gainOf(run: Run, { settings, evaluator, units }: ExciteOptions): number {
  if (settings.gain === 'sum') return units;
  if (settings.gain === 'mean') return 1 / evaluator.views;
  const memory = 0.9;
  const norm = gradientNorm(run.lens);
  run.norm = run.norm === 0 ? norm : memory * run.norm + (1 - memory) * norm;
  return 1 / Math.max(run.norm, 1e-20);
}

/** The price of boundary goes after the budget, by at most a tenth in a step. */
function keepBudget(run: Run, boundary: number, { boundaryBudget }: Settings): void {
  if (boundaryBudget <= 0) return;
  const excess = boundary / boundaryBudget - 1;
  run.boundaryFactor *= 1 + 0.1 * Math.max(-1, Math.min(1, excess));
}

const rates = {
  logits: 'logitsRate',
  colours: 'coloursRate',
  points: 'pointsRate',
} as const satisfies Record<Parameter['kind'], keyof Settings>;

function move(
  run: Run,
  gradients: readonly Float32Array[],
  { canvas, settings, random }: ExciteOptions,
): void {
  const progress = progressAt(run.step, settings);
  const { beta1, beta2 } = settings;
  canvas.parameters.forEach(({ kind, values, finest }, i) => {
    const moves = run.step - (finest ? stepOf(settings.pixels.finestFrom, settings) : 0) + 1;
    if (moves < 1) return; // it rests
    const learningRate = scheduled(settings[rates[kind]], progress);
    run.adam[i]!.step(values, gradients[i]!, moves, { learningRate, beta1, beta2 });
  });
  run.step += 1;
  canvas.settle(random);
}

/** Scores the true image now and then, and at the end; in full detail only where it may be kept. */
async function watch(run: Run, options: ExciteOptions): Promise<void> {
  const { scoreEvery, steps, keepFrom, detail } = options.settings;
  const due = run.step === steps || (scoreEvery > 0 && run.step % scoreEvery === 0);
  if (!due) return;
  const late = progressAt(run.step, options.settings) >= keepFrom;
  run.best = better(run, await score(run, options, late ? detail : 1), options.settings);
}

/** The better of the best and a new picture; the new one while none is kept. */
function better({ best, step }: Run, now: Picture, settings: Settings): Picture {
  const { keepFrom, scoreEvery } = settings;
  const keeping = progressAt(step - scoreEvery, settings) >= keepFrom; // the best was scored so late as well
  return keeping && best && best.trueScore.excitation > now.trueScore.excitation ? best : now;
}

async function score(run: Run, options: ExciteOptions, detail: number): Promise<Picture> {
  const { canvas, settings } = options;
  const truth = canvas.truth(detail);
  const relaxed = canvas.relaxed(temperatureAt(Math.max(0, run.step - 1), settings), detail);
  const [trueScore, relaxedScore] = await scorePlainly([paint(truth), relaxed], options);
  return { truth, relaxed, trueScore: trueScore!, relaxedScore: relaxedScore! };
}

function stepEvent(run: Run, settings: Settings, relaxed: number, secondsPerStep: number): StepEvent {
  return {
    step: run.step,
    steps: settings.steps,
    relaxed,
    true: run.best?.trueScore.excitation ?? null,
    temperature: temperatureAt(run.step - 1, settings),
    secondsPerStep,
  };
}

function meanExcitation(objective: readonly Term[], { terms }: Evaluation): number {
  return terms.reduce((sum, values) => sum + excitation(objective, values), 0) / terms.length;
}

function assertFinite(value: number, step: number): void {
  if (Number.isFinite(value)) return;
  throw new InkceptionError(
    'not-finite',
    `the excitation became ${value} at step ${step + 1}: the network gives no finite numbers here; try another layer, a smaller --size or another --seed`,
  );
}
