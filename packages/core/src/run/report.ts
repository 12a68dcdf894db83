import type { Truth } from '../canvas/canvas.ts';
import type { IndexMap } from '../image.ts';
import type { DeviceReport } from '../network/runtime.ts';
import { describe } from '../objective/objective.ts';
import { rgbToHex } from '../palette/colour.ts';
import type { Drawn } from './draw-truth.ts';
import { plottedPens, type PlottedPen } from './export-plot.ts';
import type { Job } from './job.ts';
import type { RunResult } from './run-job.ts';

/** Everything worth knowing about a run; `job` alone is enough to run it again. */
export interface Report {
  readonly job: Job;
  readonly versions: Readonly<Record<string, string>>;
  /** Which device ran, what was tried on the way and why not. */
  readonly device: DeviceReport;
  /** Steps done by the try that won; `stopped` when it was not left to finish. */
  readonly run: { readonly seed: number; readonly steps: number; readonly stopped: boolean };
  readonly excitation: ExcitationReport;
  readonly palette: readonly ColourReport[];
  /** Share of neighbouring pixels of the true image whose pens differ; null for strokes. */
  readonly differingNeighbours: number | null;
  /** Strokes that are drawn, before those that meet become one; null for areas. */
  readonly strokes: number | null;
  readonly plot: PlotReport;
  readonly seconds: Readonly<Record<string, number>>;
}

export interface ExcitationReport {
  readonly relaxed: number;
  readonly true: number;
  /** true / relaxed; null where the relaxed image does not excite. */
  readonly kept: number | null;
  /** Of the plotted drawing: its ink on paper, seen by the network. */
  readonly drawn: number;
  readonly terms: readonly {
    readonly name: string;
    readonly measure: string;
    readonly relaxed: number;
    readonly true: number;
    readonly drawn: number;
  }[];
}

export interface ColourReport {
  readonly index: number;
  readonly kind: 'paper' | 'pen';
  readonly name: string;
  readonly hex: string;
  /** Of the picture's area, or of the strokes. */
  readonly share: number;
}

export interface PlotReport {
  readonly metres: number;
  readonly lifts: number;
  readonly seconds: number;
  readonly machine: string;
  readonly pens: readonly PlottedPen[];
  readonly gaveUp: readonly string[];
  readonly warnings: readonly string[];
}

/** The report of a run. `versions` names what ran: the program, the runtime. */
export function reportRun(result: RunResult, versions: Readonly<Record<string, string>>): Report {
  const { job, best, stopped, drawn, phases, device } = result;
  const { metres, lifts, seconds, machine } = drawn.time;
  const { gaveUp, warnings } = drawn;
  const { truth } = best.picture;
  return {
    job,
    versions,
    device,
    run: { seed: best.seed, steps: best.steps, stopped: stopped !== null },
    excitation: excitationReport(result),
    palette: colourReports(truth, drawn),
    differingNeighbours: truth.kind === 'map' ? differingNeighbours(truth.map) : null,
    strokes: truth.kind === 'strokes' ? truth.strokes.length : null,
    plot: { metres, lifts, seconds, machine, pens: plottedPens(drawn), gaveUp, warnings },
    seconds: { ...phases },
  };
}

function excitationReport({ job, best, drawnScore }: RunResult): ExcitationReport {
  const { relaxedScore, trueScore } = best.picture;
  return {
    relaxed: relaxedScore.excitation,
    true: trueScore.excitation,
    kept: relaxedScore.excitation > 0 ? trueScore.excitation / relaxedScore.excitation : null,
    drawn: drawnScore.excitation,
    terms: job.objective.map((term, i) => ({
      name: describe(term),
      measure: term.kind === 'class' ? term.measure : 'mean',
      relaxed: relaxedScore.terms[i]!,
      true: trueScore.terms[i]!,
      drawn: drawnScore.terms[i]!,
    })),
  };
}

function colourReports(truth: Truth, { palette }: Drawn): ColourReport[] {
  const { colours } = truth;
  const drawn = truth.kind === 'map' ? truth.map.indices : truth.strokes.map(({ pen }) => pen);
  const counts = new Array<number>(colours.length).fill(0);
  for (const index of drawn) counts[index]! += 1;
  return palette.map((entry, index) => ({
    index,
    kind: entry.kind,
    name: entry.kind === 'paper' ? entry.paper.name : entry.pen.name,
    hex: entry.kind === 'paper' ? entry.paper.hex : rgbToHex(colours[index]!),
    share: counts[index]! / Math.max(1, drawn.length),
  }));
}

/** Share of horizontal and vertical neighbours that are unlike; a measure of how much there is to outline. */
export function differingNeighbours({ width, height, indices }: IndexMap): number {
  let unlike = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (x + 1 < width && indices[i] !== indices[i + 1]) unlike++;
      if (y + 1 < height && indices[i] !== indices[i + width]) unlike++;
    }
  }
  return unlike / Math.max(1, 2 * width * height - width - height);
}
