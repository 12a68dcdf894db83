import type { Lead } from '../canvas/lead.ts';
import { InkceptionError } from '../error.ts';
import { checkSettings } from '../excite/check-settings.ts';
import { mergeSettings } from '../excite/merge-settings.ts';
import { forClasses, recipes } from '../excite/recipes.ts';
import type { Settings } from '../excite/settings.ts';
import type { NetworkCard } from '../network/card.ts';
import { resized, type Network } from '../network/network.ts';
import { scaled } from '../optimise/schedule.ts';
import { checkUnits } from '../objective/attach.ts';
import type { Term } from '../objective/objective.ts';
import { badOption, wholeNumber } from '../option.ts';
import { usualWidthMm } from '../palette/pen-rules.ts';
import type { PlotSettings } from '../plot/plot.ts';
import { checkListLengths } from '../plot/list-lengths.ts';
import { completeSettings } from '../plot/settings.ts';
import { checkPlottable } from './check-plottable.ts';
import { compositionOf, settingsForStart, type CompositionRequest } from './composition-request.ts';
import { posterSettings, settingsFor } from './composition.ts';
import { checkComposition, checkPoster } from './job-form.ts';
import { makeObjective, wantsClass, type Target, type WeightedTarget } from './make-objective.ts';
import { completeOutput, type OutputSettings } from './output-settings.ts';
import { jobPalette, type PaletteRequest } from './job-palette.ts';
import { jobFormat, type Job, type JobColour } from './job.ts';
import { checkPicture } from './picture-input.ts';
import { checkLikeViews, likeFrom, likeTerms, settingsLike, sizeLike, type LikeRequest } from './like.ts';
import { runPalette } from './run-palette.ts';
import { sheetFor } from './sheet-for.ts';
import { styledSettings, styles, type Style } from './styles.ts';

/** What a person asks for; everything left out has a default. */
export interface JobRequest extends PaletteRequest {
  /** What is to be excited; several are a weighted sum. */
  readonly target: Target | readonly WeightedTarget[];
  /** A picture that is to be resembled as well, or alone where there are no targets. */
  readonly like?: LikeRequest;
  readonly recipe?: string;
  /** "A5", "A4 landscape", "150x100"; mm. */
  readonly paper?: string;
  readonly marginMm?: number;
  /** What the network sees, px. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly seed?: number;
  /** How the picture is composed. */
  readonly composition?: CompositionRequest;
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
 * `bad-size`, `bad-image`, `paper-too-small`, `beyond-machine`, naming what was given and what would do.
 */
export function makeJob(
  request: JobRequest,
  network: Network,
  origin: { file: string | null; sha256: string },
): Job {
  const { card } = network;
  const recipe = request.recipe ?? defaults.recipe;
  const { composition, like } = request;
  if (like) checkPicture(like.picture);
  const size = sizeOf(request, card);
  const own = ownOf(recipe, card, wantsClass(request.target));
  const settings = settingsOf(own, composition?.poster, size, [
    ['the composition', composition ? settingsFor(composition) : {}],
    ['the start', composition ? settingsForStart(composition, size) : {}],
    ['the likeness', request.like && recipe === 'strokes' ? settingsLike : {}],
    ['settings', request.settings ?? {}],
  ]);
  if (like) checkLikeViews(settings);
  const style = styleNamed(recipe);
  const usual = usualSheets[settings.canvas];
  const ofStyle = style ? { pens: style.pens } : {};
  const drawn = jobPalette({ penWidthMm: usual.penWidthMm, ...ofStyle, ...request }, settings);
  const { palette, lead } = withLead(drawn.palette, style);
  const job = checkComposition({
    format: jobFormat,
    network: { name: card.name, file: origin.file, sha256: origin.sha256, input: card.input },
    objective: objectiveOf(request, settings, network, size),
    ...(like ? { like: likeFrom(like, size) } : {}),
    recipe,
    settings,
    ...drawn,
    palette,
    size,
    sheet: sheetFor(request.paper ?? turned(usual.paper, size), request.marginMm ?? usual.marginMm),
    plot: completeSettings({ ...style?.plot, ...request.plot }),
    ...composed({ ...startLike(request, settings), ...composition, ...lead }, palette, size, settings),
    ...outputOf(request.output),
    seed: wholeNumber('seed', request.seed ?? defaults.seed, 0, Number.MAX_SAFE_INTEGER),
  });
  checkListLengths(request.plot ?? {}, runPalette(job).length);
  return checkPlottable(job);
}

/** Of more a network sees nothing, and memory ends. */
const mostPixels = 4096;

function sizeOf({ size, like }: JobRequest, { input }: NetworkCard): Job['size'] {
  const [height, width] = input.size;
  if (!size) return like ? sizeLike(like, input.size) : { width, height };
  const fits = [size.width, size.height].every(
    (side) => Number.isInteger(side) && side >= 1 && side <= mostPixels,
  );
  if (fits) return size;
  throw new InkceptionError(
    'bad-size',
    `the size is ${size.width} x ${size.height} px, expected whole numbers from 1 to ${mostPixels}`,
  );
}

function objectiveOf(
  { target, like }: JobRequest,
  settings: Settings,
  network: Network,
  size: Job['size'],
): Term[] {
  const units = makeObjective(target, settings, network);
  if (units.length === 0 && !like)
    throw badOption('there is nothing to excite: give a target, or a picture to resemble (like)');
  if (units.some(({ kind }) => kind !== 'class'))
    checkUnits(resized(network, size.width, size.height), units);
  return [...units, ...(like ? likeTerms(like, network, size) : [])];
}

/** Strokes that are to resemble a picture begin along its edges. */
function startLike({ like }: JobRequest, { canvas }: Settings): CompositionRequest {
  return like && canvas === 'strokes' ? { start: { picture: like.picture } } : {};
}

/** Paper lies as the picture does. */
function turned(paper: string, { width, height }: Job['size']): string {
  return width > height ? `${paper} landscape` : paper;
}

type Changes = readonly [source: string, changes: Readonly<Record<string, unknown>>];

function settingsOf(
  own: Settings,
  poster: number | undefined,
  size: Job['size'],
  changes: readonly Changes[],
): Settings {
  const changed = (from: Settings): Settings =>
    checkSettings(changes.reduce((merged, [source, change]) => mergeSettings(merged, change, source), from));
  const settings = changed(own);
  if (poster !== undefined) return enlarged(settings, checkPoster(poster), size);
  if (settings.canvas === 'pixels') return settings;
  return changed(mergeSettings(settings, forCount(settings), 'strokes'));
}

/** Errors: `bad-option` where a setting would become more than it may be. */
function enlarged(settings: Settings, poster: number, size: Job['size']): Settings {
  const merged = mergeSettings(settings, posterSettings(settings, poster, size), 'poster');
  try {
    return checkSettings(merged);
  } catch (cause) {
    if (!(cause instanceof InkceptionError)) throw cause;
    throw new InkceptionError(
      cause.code,
      `a poster of ${poster} times the size multiplies fineness and steps by ${poster}: ${cause.message}; set less, or make the poster smaller`,
      { cause },
    );
  }
}

/** A recipe as it is for a class or a pattern on a network; styles change the default one. */
function ownOf(recipe: string, card: NetworkCard, isOfClass: boolean): Settings {
  const style = styleNamed(recipe);
  const base = style ? 'default' : recipe;
  const ofTarget = base === 'default' && isOfClass ? forClasses : {};
  const named = mergeSettings(recipeNamed(base), ofTarget, `recipe ${base}`);
  const followed = mergeSettings(named, ofCard(base, card), `card ${card.name}`);
  return style ? styledSettings(followed, style, recipe) : followed;
}

function recipeNamed(recipe: string): Settings {
  const settings = Object.hasOwn(recipes, recipe) ? recipes[recipe] : undefined;
  if (settings) return settings;
  throw new InkceptionError(
    'bad-option',
    `recipe "${recipe}" is not known: give one of ${[...Object.keys(recipes), ...Object.keys(styles)].join(', ')}`,
  );
}

function styleNamed(recipe: string): Style | undefined {
  return Object.hasOwn(styles, recipe) ? styles[recipe] : undefined;
}

/** The palette with the style's lead as its last pen. */
function withLead(
  palette: readonly JobColour[],
  style: Style | undefined,
): { palette: readonly JobColour[]; lead: { lead?: Lead } } {
  if (!style?.lead) return { palette, lead: {} };
  const { pen, width } = style.lead;
  return {
    palette: [...palette, { kind: 'given', pen }],
    lead: { lead: { pen: palette.length, width } },
  };
}

function composed(
  request: CompositionRequest,
  palette: readonly JobColour[],
  size: Job['size'],
  settings: Settings,
): Pick<Job, 'composition'> {
  const isFree = Object.keys(request).length === 0;
  return isFree ? {} : { composition: compositionOf(request, palette, size, settings) };
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
    prices: {
      ink: scaled(prices.ink, cheaper),
      overdraw: scaled(prices.overdraw, cheaper),
      lifts: scaled(prices.lifts, cheaper),
    },
  };
}

/** What recipes have in mind. */
const usualCount = 48;

function outputOf(output: Partial<OutputSettings> = {}): Pick<Job, 'output'> {
  completeOutput(output);
  return Object.keys(output).length === 0 ? {} : { output };
}
