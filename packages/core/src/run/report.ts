import { coloursUsed, type Truth } from '../canvas/canvas.ts';
import { sharesOf } from '../image.ts';
import type { DeviceReport } from '../network/runtime.ts';
import { describe, type Term } from '../objective/objective.ts';
import { rgbToHex } from '../palette/colour.ts';
import type { PaletteEntry } from '../palette/pen.ts';
import type { Appraisal } from './appraise/appraise.ts';
import type { Verdict } from './appraise/judge.ts';
import { differingNeighbours } from './differing-neighbours.ts';
import type { Drawn } from './draw-truth.ts';
import { plottedPens, type PlottedPen } from './export-plot.ts';
import type { Job } from './job.ts';
import type { RunResult } from './run-job.ts';
import type { TriedSeed } from './run-state.ts';

/** Everything worth knowing about a run; `job` alone is enough to run it again. */
export interface Report {
  readonly job: Job;
  readonly versions: Readonly<Record<string, string>>;
  /** Which device ran, what was tried on the way and why not. */
  readonly device: DeviceReport;
  /** Steps done by the try that won; `stopped` when it was not left to finish. */
  readonly run: { readonly seed: number; readonly steps: number; readonly stopped: boolean };
  /** Every seed that was tried, and what it came to. */
  readonly tried: readonly TriedSeed[];
  readonly excitation: ExcitationReport;
  /** What other networks see; empty where none was asked. */
  readonly judges: readonly Verdict[];
  /** What any colours at any pixels reach with the same steps, views and seeds; null where it was not asked for. */
  readonly reference: ReferenceReport | null;
  /** What other numbers of learned pens reach, ascending. */
  readonly curve: readonly CurveReport[];
  readonly palette: readonly ColourReport[];
  /** Where the best of the pens were to be chosen: those that had to go, in their order. */
  readonly dropped: readonly DroppedReport[];
  /** By which factors polishing changed the excitation and the estimated time; null where it changed nothing. */
  readonly polished: RunResult['polished'];
  /** Share of neighbouring pixels of the true image whose pens differ; null for strokes. */
  readonly differingNeighbours: number | null;
  /** Strokes that are drawn, before those that meet become one; null for areas. */
  readonly strokes: number | null;
  readonly plot: PlotEffort;
  readonly seconds: Readonly<Record<string, number>>;
  /** Of the run, by name. */
  readonly files: readonly string[];
}

/** The objective's value for each form of the picture, in all and term by term (unweighted). */
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

/** What any colours reach; see `Reference`. */
export interface ReferenceReport {
  readonly excitation: number;
  /** true / reference: what the pens leave of it; null where that does not excite. */
  readonly share: number | null;
  readonly seed: number;
  readonly terms: readonly number[];
}

/** What a number of learned pens reaches; see `CurvePoint`. */
export interface CurveReport {
  readonly pens: number;
  readonly true: number;
  readonly relaxed: number;
  readonly kept: number | null;
  readonly drawn: number;
  /** true / reference; null without one. */
  readonly share: number | null;
  readonly plotMinutes: number;
  readonly lifts: number;
  readonly differingNeighbours: number | null;
}

/** A colour of the palette, and how much of the picture has it. */
export interface ColourReport {
  readonly index: number;
  readonly kind: PaletteEntry['kind'];
  readonly name: string;
  /** As it is seen on the paper. */
  readonly hex: string;
  /** Of the picture's area, or of the strokes, in [0, 1]. */
  readonly share: number;
}

/** A pen that had to go. */
export interface DroppedReport {
  readonly name: string;
  readonly hex: string;
  /** Excitation of the true image with it, then without it, before the picture settled again. */
  readonly before: number;
  readonly after: number;
  /** before - after; below 0 the picture was better off without it. */
  readonly cost: number;
  /** The pen that took its areas, for which there had seemed to be less use; null where nobody did. */
  readonly replacedBy: string | null;
}

/** What plotting takes, without changing pens. */
export interface PlotEffort {
  /** Of ink. */
  readonly metres: number;
  readonly lifts: number;
  readonly seconds: number;
  /** Whose time it is. */
  readonly machine: string;
  /** In plotting order. */
  readonly pens: readonly PlottedPen[];
  /** What is not as it was asked for, to keep the time. */
  readonly gaveUp: readonly string[];
  readonly warnings: readonly string[];
}

/** The report of a run. `versions` names what ran: the program, the runtime; `files` what is beside the report. */
export function reportRun(
  result: RunResult,
  versions: Readonly<Record<string, string>>,
  appraisal: Appraisal,
  files: readonly string[],
): Report {
  const { job, best, tried, stopped, drawn, phases, device } = result;
  const { metres, lifts, seconds, machine } = drawn.time;
  const { gaveUp, warnings } = drawn;
  const { truth } = best.picture;
  return {
    job,
    versions,
    device,
    run: { seed: best.seed, steps: best.steps, stopped: stopped !== null },
    tried,
    excitation: excitationReport(result),
    judges: appraisal.verdicts,
    reference: referenceReport(appraisal, best.picture.trueScore.excitation),
    curve: curveReport(appraisal),
    palette: colourReports(truth, drawn),
    dropped: droppedReports(result),
    polished: result.polished,
    differingNeighbours: truth.kind === 'map' ? differingNeighbours(truth.map) : null,
    strokes: truth.kind === 'strokes' ? truth.strokes.length : null,
    plot: { metres, lifts, seconds, machine, pens: plottedPens(drawn), gaveUp, warnings },
    seconds: { ...phases },
    files,
  };
}

function excitationReport({ job, best, drawnScore }: RunResult): ExcitationReport {
  const { relaxedScore, trueScore } = best.picture;
  return {
    relaxed: relaxedScore.excitation,
    true: trueScore.excitation,
    kept: shareOf(trueScore.excitation, relaxedScore.excitation),
    drawn: drawnScore.excitation,
    terms: job.objective.map((term, i) => ({
      name: describe(term),
      measure: measureOf(term),
      relaxed: relaxedScore.terms[i]!,
      true: trueScore.terms[i]!,
      drawn: drawnScore.terms[i]!,
    })),
  };
}

function measureOf(term: Term): string {
  if (term.kind === 'class') return term.measure;
  return term.kind === 'content' || term.kind === 'style' ? 'likeness' : 'mean';
}

function referenceReport({ reference }: Appraisal, trueExcitation: number): ReferenceReport | null {
  if (!reference) return null;
  const { excitation, terms, seed } = reference;
  return { excitation, share: shareOf(trueExcitation, excitation), seed, terms };
}

function curveReport({ curve, reference }: Appraisal): CurveReport[] {
  return curve.map(({ pens, true: drawn, relaxed, drawn: inked, plotSeconds, lifts, ...of }) => ({
    pens,
    true: drawn,
    relaxed,
    kept: shareOf(drawn, relaxed),
    drawn: inked,
    share: reference ? shareOf(drawn, reference.excitation) : null,
    plotMinutes: plotSeconds / 60,
    lifts,
    differingNeighbours: of.differingNeighbours,
  }));
}

/** null where the whole is nothing to share. */
function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function colourReports(truth: Truth, { palette }: Drawn): ColourReport[] {
  const shares = sharesOf(coloursUsed(truth), truth.colours.length);
  return palette.map((entry, index) => ({
    index,
    kind: entry.kind,
    name: nameOf(entry, palette),
    hex: rgbToHex(truth.colours[index]!),
    share: shares[index]!,
  }));
}

function droppedReports({ job, dropped }: RunResult): DroppedReport[] {
  const penOf = (colour: number): { name: string; hex: string } => {
    const entry = job.palette[colour]!;
    return entry.kind === 'given' ? entry.pen : { name: `pen ${colour}`, hex: '' };
  };
  return dropped.map(({ colour, before, after, for: other }) => {
    const { name, hex } = penOf(colour);
    const replacedBy = other === undefined ? null : penOf(other).name;
    return { name, hex, before, after, cost: before - after, replacedBy };
  });
}

function nameOf(entry: PaletteEntry, palette: readonly PaletteEntry[]): string {
  if (entry.kind === 'paper') return entry.paper.name;
  if (entry.kind === 'pen') return entry.pen.name;
  return entry.of.map((pen) => nameOf(palette[pen]!, palette)).join(' + ');
}
