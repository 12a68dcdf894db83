import { InkceptionError } from '../error.ts';
import type { IndexMap } from '../image.ts';
import { hexToRgb, rgbToLab } from '../palette/colour.ts';
import type { PaletteEntry } from '../palette/pen.ts';
import type { Drawing, Sheet } from './drawing.ts';
import { plotTime, type PlotTime } from './machine/machine-time.ts';
import type { FillName } from './fills/fills.ts';
import { machines, type MachineProfile } from './machine/machines.ts';
import { centredPlacement, type Placement } from './placement.ts';
import { plotIndexMap } from './plot.ts';
import { completeSettings, pick, type PlotSettings } from './settings.ts';

/** The time that there is. */
export interface Budget {
  /** All of the plot but changing pens. */
  readonly budgetSeconds: number;
  readonly machine?: MachineProfile;
  readonly placement?: Placement;
}

/** A plot within its time. */
export interface PlotWithin {
  readonly drawing: Drawing;
  /** What it was plotted with. */
  readonly settings: PlotSettings;
  /** What is not as it was asked for, in plain words, the first given up first; empty where nothing is. */
  readonly gaveUp: readonly string[];
  readonly time: PlotTime;
}

/**
 * The most of a picture that can be drawn in a time. While it takes too long it gives up, in this order: solid areas
 * (a wider pitch, up to `widestPitch` pen widths), small areas (a larger `minFeature`), the areas' edges, the fills of the
 * lightest pens, a quarter of the pens at a time, and fills altogether. Deterministic: some 20 trial plots at most, led by
 * the time model.
 *
 * Errors: `over-budget` with the least time it can do; `bad-option` for a time that is none; those of `plotIndexMap`.
 */
export function plotWithin(
  map: IndexMap,
  palette: readonly PaletteEntry[],
  sheet: Sheet,
  settings: Partial<PlotSettings>,
  budget: Budget,
): PlotWithin {
  const {
    budgetSeconds,
    machine = machines['axidraw-v3'],
    placement = centredPlacement(map, sheet),
  } = budget;
  checkBudget(budgetSeconds);
  const asked = completeSettings(settings);
  const plot = (changed: PlotSettings): Trial => {
    const drawing = plotIndexMap(map, palette, sheet, changed, placement);
    return { settings: changed, drawing, time: plotTime(drawing, machine) };
  };
  let least = Infinity;
  for (const stage of stagesOf(asked, palette)) {
    const cheapest = plot(stage.cheapest);
    least = Math.min(least, cheapest.time.seconds);
    if (cheapest.time.seconds > budgetSeconds) continue;
    const best = stage.dearest ? finest(plot, stage.dearest, cheapest, budgetSeconds) : cheapest;
    return { ...best, gaveUp: differences(asked, best.settings, palette) };
  }
  throw overBudget(budgetSeconds, least);
}

interface Trial {
  readonly settings: PlotSettings;
  readonly drawing: Drawing;
  readonly time: PlotTime;
}

/** A range of plots that differ by their pitch alone, or one plot. */
interface Stage {
  readonly dearest?: PlotSettings;
  readonly cheapest: PlotSettings;
}

/** Looked at: up to here lines still read as tones, like an engraving's; in pen widths. */
const widestPitch = 8;

const largerFeatures = [2, 4];

/** Each stage takes less time than the one before it. */
function stagesOf(asked: PlotSettings, palette: readonly PaletteEntry[]): Stage[] {
  const wide = { ...asked, hatchPitch: Math.max(widestPitch, asked.hatchPitch) };
  const bare: PlotSettings = { ...asked, fill: 'none' };
  const isBare = [asked.fill].flat().every((fill) => fill === 'none' || fill === 'outline');
  const least = Math.max(1, asked.minFeature);
  const fewer = (from: PlotSettings): Stage[] =>
    largerFeatures.map((factor) => ({ cheapest: { ...from, minFeature: least * factor } }));
  const outlined = [asked.outline].flat().some(Boolean);
  const outlines = outlined ? [{ cheapest: bare }, ...fewer(bare)] : [];
  // Looked at: hatching without edges still has all its colours, which edges without hatching have not.
  const [edgeless, wideEdgeless] = [asked, wide].map((from) => ({ ...from, outline: false })) as [
    PlotSettings,
    PlotSettings,
  ];
  const hatched = outlined ? [{ dearest: edgeless, cheapest: wideEdgeless }, ...fewer(wideEdgeless)] : [];
  if (isBare) return [{ cheapest: asked }, ...fewer(asked)];
  const darkest = fillsOfDarkest(asked, palette).map((fill): Stage => ({
    dearest: { ...asked, fill },
    cheapest: { ...wide, fill },
  }));
  const wider = [{ cheapest: asked }, { dearest: asked, cheapest: wide }, ...fewer(wide)];
  return [...wider, ...hatched, ...darkest, ...outlines];
}

/** The fills by colour with a quarter of the pens outlined only, half of them, three quarters: the lightest first. */
function fillsOfDarkest(asked: PlotSettings, palette: readonly PaletteEntry[]): FillName[][] {
  const lightness = (index: number): number => {
    const entry = palette[index]!;
    return entry.kind === 'pen' ? rgbToLab(hexToRgb(entry.pen.hex))[0] : 0;
  };
  const pens = [...palette.keys()].filter(
    (index) => palette[index]!.kind === 'pen' && isFilled(asked, index),
  );
  pens.sort((one, other) => lightness(other) - lightness(one) || one - other);
  const counts = new Set([1, 2, 3].map((quarters) => Math.round((quarters * pens.length) / 4)));
  return [...counts]
    .filter((count) => count > 0 && count < pens.length)
    .map((count) => {
      const bare = new Set(pens.slice(0, count));
      return palette.map((_, index) => (bare.has(index) ? 'outline' : pick(asked.fill, index)));
    });
}

const mostTrials = 5;

/** The least pitch that fits, by the secant on seconds = a + b / pitch. */
function finest(
  plot: (settings: PlotSettings) => Trial,
  dearest: PlotSettings,
  cheapest: Trial,
  budgetSeconds: number,
): Trial {
  let [over, under] = [plot(dearest), cheapest];
  for (let trial = 0; trial < mostTrials; trial++) {
    if (over.time.seconds <= budgetSeconds) return over;
    if (under.time.seconds > closeEnough * budgetSeconds) return under;
    const next = plot({ ...dearest, hatchPitch: pitchFor(over, under, budgetSeconds) });
    if (next.time.seconds > budgetSeconds) over = next;
    else under = next;
  }
  return under;
}

/** A plot that uses this much of its time is fine enough. */
const closeEnough = 0.97;

function pitchFor(over: Trial, under: Trial, budgetSeconds: number): number {
  const [most, least] = [1 / over.settings.hatchPitch, 1 / under.settings.hatchPitch];
  // A little below the budget, so that the next trial is one that fits.
  const wanted = 0.985 * budgetSeconds;
  const share = (wanted - under.time.seconds) / (over.time.seconds - under.time.seconds);
  return 1 / (least + Math.min(0.98, Math.max(0.02, share)) * (most - least));
}

function isFilled({ fill }: PlotSettings, index: number): boolean {
  return !['none', 'outline'].includes(pick(fill, index));
}

function differences(asked: PlotSettings, got: PlotSettings, palette: readonly PaletteEntry[]): string[] {
  const changes: string[] = [];
  const filled = palette.flatMap((entry, index) =>
    entry.kind === 'pen' && isFilled(asked, index)
      ? [{ name: entry.pen.name, kept: isFilled(got, index) }]
      : [],
  );
  const bare = filled.filter(({ kept }) => !kept);
  const all = bare.length === filled.length;
  if (bare.length > 0) {
    const whose = all ? '' : ` of ${bare.map(({ name }) => name).join(', ')}`;
    changes.push(`areas${whose} are outlined, not filled`);
  }
  if (got.hatchPitch > asked.hatchPitch && !all)
    changes.push(
      `lines of fills are ${round(got.hatchPitch)} pen widths apart, not ${round(asked.hatchPitch)}`,
    );
  if (!all && got.outline === false && [asked.outline].flat().some(Boolean))
    changes.push('edges of areas are not drawn');
  if (got.minFeature > asked.minFeature)
    changes.push(
      `areas below ${round(got.minFeature)} pen widths went, not below ${round(asked.minFeature)}`,
    );
  return changes;
}

function checkBudget(budgetSeconds: number): void {
  if (budgetSeconds > 0 && budgetSeconds < Infinity) return;
  throw new InkceptionError(
    'bad-option',
    `the time for the plot is ${budgetSeconds} s, expected more than 0`,
  );
}

function overBudget(budgetSeconds: number, leastSeconds: number): InkceptionError {
  return new InkceptionError(
    'over-budget',
    `the plot takes ${minutes(leastSeconds)} min at least (outlines alone, small areas left out), ` +
      `the budget is ${minutes(budgetSeconds)} min: give more time, a smaller sheet or wider pens`,
  );
}

const round = (value: number): string => String(Math.round(value * 100) / 100);

const minutes = (seconds: number): string => String(Math.ceil(seconds / 6) / 10);
