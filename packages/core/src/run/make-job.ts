import { InkceptionError } from '../error.ts';
import { checkSettings, wholeNumber } from '../excite/check-settings.ts';
import { mergeSettings } from '../excite/merge-settings.ts';
import { recipes } from '../excite/recipes.ts';
import type { Settings } from '../excite/settings.ts';
import type { NetworkCard } from '../network/card.ts';
import type { Network } from '../network/network.ts';
import { scaled } from '../optimise/schedule.ts';
import { usualWidthMm } from '../palette/pen-rules.ts';
import type { PlotSettings } from '../plot/plot.ts';
import { completeSettings } from '../plot/settings.ts';
import { makeObjective, type Target, type WeightedTarget } from './make-objective.ts';
import { completeOutput, type OutputSettings } from './output-settings.ts';
import { jobPalette, type PaletteRequest } from './job-palette.ts';
import { jobFormat, type Job } from './job.ts';
import { sheetFor } from './sheet-for.ts';

/** What a person asks for; everything left out has a default. */
export interface JobRequest extends PaletteRequest {
  /** What is to be excited; several are a weighted sum. */
  readonly target: Target | readonly WeightedTarget[];
  readonly recipe?: string;
  /** "A5", "A4 landscape", "150x100"; mm. */
  readonly paper?: string;
  readonly marginMm?: number;
  /** What the network sees, px. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly seed?: number;
  /** How areas become strokes. */
  readonly plot?: Partial<PlotSettings>;
  /** What is done with the drawing. */
  readonly output?: Partial<OutputSettings>;
  /** Changes to the recipe's settings, by name. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

const defaults = { recipe: 'default', seed: 1 };
/** Some dozens of strokes are a small drawing, of felt tips: a network does not see finer lines. */
const usualSheets = {
  pixels: { paper: 'A5', marginMm: 15, penWidthMm: usualWidthMm },
  strokes: { paper: 'A6', marginMm: 10, penWidthMm: 1.2 },
};

/**
 * The complete job for a request. Errors: `bad-option`, `unknown-class`, `unknown-layer`, `unknown-channel`,
 * `paper-too-small`, naming what was given and what would do.
 */
export function makeJob(
  request: JobRequest,
  network: Network,
  origin: { file: string | null; sha256: string },
): Job {
  const { card } = network;
  const recipe = request.recipe ?? defaults.recipe;
  const settings = settingsOf(recipe, card, request.settings ?? {});
  const [height, width] = card.input.size;
  const usual = usualSheets[settings.canvas];
  return {
    format: jobFormat,
    network: { name: card.name, file: origin.file, sha256: origin.sha256, input: card.input },
    objective: makeObjective(request.target, settings, network),
    recipe,
    settings,
    ...jobPalette({ penWidthMm: usual.penWidthMm, ...request }, settings),
    size: request.size ?? { width, height },
    sheet: sheetFor(request.paper ?? usual.paper, request.marginMm ?? usual.marginMm),
    plot: completeSettings(request.plot ?? {}),
    ...outputOf(request.output),
    seed: wholeNumber('seed', request.seed ?? defaults.seed, 0, Number.MAX_SAFE_INTEGER),
  };
}

function settingsOf(recipe: string, card: NetworkCard, changes: Readonly<Record<string, unknown>>): Settings {
  const settings = Object.hasOwn(recipes, recipe) ? recipes[recipe] : undefined;
  if (!settings) {
    throw new InkceptionError(
      'bad-option',
      `recipe "${recipe}" is not known: give one of ${Object.keys(recipes).join(', ')}`,
    );
  }
  const followed = mergeSettings(settings, ofCard(recipe, card), `card ${card.name}`);
  const changed = checkSettings(mergeSettings(followed, changes, 'settings'));
  if (changed.canvas === 'pixels') return changed;
  const fitting = mergeSettings(changed, forCount(changed), 'strokes');
  return checkSettings(mergeSettings(fitting, changes, 'settings'));
}

/** The default recipe follows the network; strokes do in what is measured; a recipe with its own name stays what it is. */
function ofCard(recipe: string, { drawing = {} }: NetworkCard): Readonly<Record<string, unknown>> {
  if (recipe === 'default') return drawing;
  const { classMeasures } = drawing;
  return recipe === 'strokes' && classMeasures !== undefined ? { classMeasures } : {};
}

/**
 * Few strokes are long and bend often, many are short, so that any number of them can fill the page; and who asks for
 * many wants them drawn.
 */
function forCount({ strokes, prices }: Settings): Readonly<Record<string, unknown>> {
  const { count, controls, initialLength } = strokes;
  const longer = Math.cbrt(usualCount / count);
  const cheaper = Math.min(1, usualCount / count);
  return {
    strokes: {
      controls: Math.min(16, Math.max(4, Math.round(controls * longer))),
      initialLength: Math.min(1, Math.max(0.1, initialLength * longer)),
    },
    prices: { ink: scaled(prices.ink, cheaper), overdraw: scaled(prices.overdraw, cheaper) },
  };
}

/** What recipes have in mind. */
const usualCount = 48;

function outputOf(output: Partial<OutputSettings> = {}): Pick<Job, 'output'> {
  completeOutput(output);
  return Object.keys(output).length === 0 ? {} : { output };
}
