import { planMemory } from '../../kernels/memory.ts';
import type { Rgb } from '../../palette/colour.ts';
import { fillNormal, type Random } from '../../random.ts';
import type { Parameter } from '../canvas.ts';
import { coloursOf, startLogits, type ColourSpec } from '../colour-spec.ts';
import type { Mask } from '../mask.ts';
import type { PaperSettings } from '../paper.ts';
import { copyKnots, layLogits, openRaster, penBlock, planRaster, planesOf, type Raster } from '../raster.ts';
import { startColours, startKnots, type Start } from '../start.ts';
import { symmetrise, type Symmetry } from '../symmetry.ts';
import { planBackward, type Backward } from './room.ts';

/** How pens are chosen for pixels, and what the choice begins as. Shares are in [0, 1]. */
export interface PixelSettings {
  /**
   * The logits of a pen are a sum of smooth surfaces, one per entry, with a knot every so many canvas pixels;
   * ascending, each a multiple of the one before.
   */
  readonly cells: readonly number[];
  /** Share of the run before which the finest of several surfaces is flat and rests: forms first, then what lines they have. */
  readonly finestFrom: number;
  /** Deviation of the logits at the start. */
  readonly initialLogits: number;
  /** Mean and deviation of a learned colour before the sigmoid at the start. */
  readonly initialColours: readonly [number, number];
  /** Factor on the logits inside the softmax (the seed's 3). */
  readonly spike: number;
  /** The first colour is the paper when set. */
  readonly paper: PaperSettings | null;
  /** Share of the picture below which a pen's disuse is priced. */
  readonly usageFloor: number;
  /** RGB distance (black to white is 1.73) below which the likeness of two colours is priced. */
  readonly colourDistance: number;
}

/** What the picture must be whatever the network wants, and what it begins as. */
export interface PixelForm {
  readonly symmetry?: Symmetry;
  /** Needs paper. */
  readonly mask?: Mask;
  readonly start?: Start;
  /** Knots at each end beyond the picture, where it is part of a larger one. */
  readonly beyond?: number;
  /** Canvas pixels along each border that repeat the rest: shares are those of what lies within. */
  readonly margin?: number;
}

/** A canvas of pixels: what it is made of, and the memory it works in. */
export interface PixelModel {
  readonly palette: readonly ColourSpec[];
  readonly settings: PixelSettings;
  readonly form: PixelForm;
  readonly raster: Raster;
  /** Views of the raster's knots, a level each, [pens, rows, columns]. */
  readonly knots: readonly Float32Array[];
  /** Learned colours before the sigmoid, [pens, 3]. */
  readonly rawColours: Float32Array;
  readonly back: Backward;
}

/** A model at its start: noise, the shares that the palette begins with, and the picture it begins as. */
export function openModel(
  width: number,
  height: number,
  palette: readonly ColourSpec[],
  settings: PixelSettings,
  random: Random,
  form: PixelForm,
): PixelModel {
  const { cells, paper, initialColours } = settings;
  const plan = planMemory();
  const { mask, beyond } = form;
  const planned = planRaster(plan, { width, height, pens: palette.length, cells, paper, mask, beyond });
  const back = planBackward(plan, planned);
  const raster: Raster = { ...planned, memory: plan.open() };
  const knots = raster.knots.map((level, i) =>
    fillNormal(raster.memory.floats(level), random, 0, startDeviation(i, settings)),
  );
  const rawColours = fillNormal(new Float32Array(3 * palette.length), random, ...initialColours);
  const model: PixelModel = { palette, settings, form, raster, knots, rawColours, back };
  addStartShares(model);
  if (form.start) beginAs(form.start, model);
  return model;
}

/** The coarsest surface is the first that shows where little is decided. */
function addStartShares({ palette, settings, raster: { memory, knots } }: PixelModel): void {
  startLogits(palette).forEach((logit, n) => {
    const coarsest = memory.floats(penBlock(knots.at(-1)!, n, palette.length));
    coarsest.forEach((value, i) => (coarsest[i] = value + logit / settings.spike));
  });
}

function beginAs(start: Start, { palette, raster, knots, rawColours }: PixelModel): void {
  const { columns, rows } = raster.pyramid.grids[0]!;
  startKnots(start, palette.length, columns, rows).forEach((value, i) => (knots[0]![i]! += value));
  rawColours.set(startColours(start));
}

/** Whether a level, from fine to coarse, is the finest of several. */
export function isFinest(level: number, { cells }: PixelSettings): boolean {
  return level === 0 && cells.length > 1;
}

/** Deviation of a level's knots at the start, so that the logits have theirs; 0 where it rests at first. */
export function startDeviation(level: number, settings: PixelSettings): number {
  const { cells, finestFrom, initialLogits } = settings;
  const rests = finestFrom > 0 && isFinest(level, settings);
  return rests ? 0 : initialLogits / Math.sqrt(cells.length);
}

/** What the optimiser moves. */
export function parametersOf({ knots, rawColours, settings }: PixelModel): readonly Parameter[] {
  return [
    ...knots.map((values, i): Parameter => ({ kind: 'logits', values, finest: isFinest(i, settings) })),
    { kind: 'colours', values: rawColours },
  ];
}

/** The colours as they are now, in the palette's order. */
export function coloursNow({ palette, rawColours }: PixelModel): Rgb[] {
  return coloursOf(palette, rawColours);
}

/** Knots -> logits, symmetric where they must be. */
export function lay(of: Raster, symmetry: Symmetry | undefined): void {
  layLogits(of);
  if (symmetry) symmetrise(planesOf(of, of.logits.at), of.width, of.height, symmetry);
}

/** Lays the same surfaces on rasters `detail` times as fine: the knots stay where they are. The last raster is kept. */
export function fineRasters({ palette, settings, form, raster }: PixelModel): (detail: number) => Raster {
  const { cells, paper } = settings;
  const { mask, beyond } = form;
  const pens = palette.length;
  let fine: Raster | null = null;
  return (detail) => {
    const [width, height] = [raster.width * detail, raster.height * detail];
    if (fine?.width !== width) {
      const fineCells = cells.map((cell) => cell * detail);
      fine = openRaster({ width, height, pens, cells: fineCells, paper, mask, beyond });
    }
    copyKnots(raster, fine);
    lay(fine, form.symmetry);
    return fine;
  };
}
