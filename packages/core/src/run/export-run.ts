import { paint, type Truth } from '../canvas/canvas.ts';
import { sideBySide } from '../export/compare.ts';
import { encodeIndexedPng, encodeRgbPng, type PngTexts } from '../export/png.ts';
import { describe } from '../objective/objective.ts';
import { drawingFiles } from './drawing-files.ts';
import { completeOutput } from './output-settings.ts';
import { reportRun } from './report.ts';
import type { RunResult } from './run-job.ts';
import { encodeState } from './run-state.ts';

/**
 * The files of a run by name; a stopped run has its state among them. Every picture carries the job. The drawing is
 * read back and proved before it is handed out. Errors: `bad-svg` when the written file is not the drawing.
 */
export function exportRun(
  result: RunResult,
  versions: Readonly<Record<string, string>>,
): Map<string, Uint8Array> {
  const { job, best, stopped, drawn } = result;
  const { truth, relaxed } = best.picture;
  const meta = {
    title: describe(job.objective[0]!),
    description: JSON.stringify(job),
    paperHex: drawn.paperHex,
  };
  const png = { Title: meta.title, Description: meta.description, Software: 'inkception' };
  const utf8 = new TextEncoder();
  const files = new Map([
    ['relaxed.png', encodeRgbPng(relaxed, png)],
    ['true.png', encodeTruth(truth, png)],
    ['compare.png', encodeRgbPng(sideBySide(paint(truth), relaxed), png)],
    ...drawingFiles(drawn, drawn.preview, completeOutput(job.output), meta),
    ['report.json', utf8.encode(`${JSON.stringify(reportRun(result, versions), null, 2)}\n`)],
  ]);
  if (stopped) files.set('state.json', encodeState(stopped));
  return files;
}

/** Pixels of one pen each are indices of a palette; strokes have soft edges. */
function encodeTruth(truth: Truth, texts: PngTexts): Uint8Array {
  return truth.kind === 'map'
    ? encodeIndexedPng(truth.map, truth.colours, texts)
    : encodeRgbPng(truth.image, texts);
}
