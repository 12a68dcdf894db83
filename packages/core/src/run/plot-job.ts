import type { MapPens } from '../import/map-palette.ts';
import type { SvgDrawingOptions } from '../import/svg-drawing.ts';
import type { Pen } from '../palette/pen.ts';
import type { Sheet } from '../plot/drawing.ts';
import type { PlotSettings } from '../plot/plot.ts';
import type { OutputSettings } from './output-settings.ts';

/** One plain JSON record that describes a plot of a picture or a drawing: the same job gives the same bytes. */
export interface PlotJob {
  readonly format: typeof plotJobFormat;
  /** The file as it was given, and the hash of its bytes, hex. */
  readonly input: { readonly file: string; readonly sha256: string };
  /** null: pens of the picture's own colours. */
  readonly pens: readonly Pen[] | null;
  /** Width of pens of the picture's own colours, mm; null: 0.4, of an SVG its own. */
  readonly penWidthMm: number | null;
  /** Which index of a picture is the paper. */
  readonly paperIndex: MapPens['paperIndex'];
  /** A picture that has no palette becomes so many colours, or the paper and the given pens; null: it is refused. */
  readonly quantise: number | 'pens' | null;
  /** What a pen of an SVG draws. */
  readonly split: SvgDrawingOptions['split'];
  /** null: A4 with a margin of 15 mm, of an SVG its own. */
  readonly sheet: Sheet | null;
  /** Longer side, mm; null: of a picture as large as the margin allows, of an SVG its own. */
  readonly sizeMm: number | 'fit' | null;
  readonly plot: PlotSettings;
  readonly output: OutputSettings;
}

/** Marks a job of a plot, and which version of it. */
export const plotJobFormat = 'inkception-plot-1';
