import { paint, type Truth } from '../canvas/canvas.ts';
import { sideBySide } from '../export/compare.ts';
import { encodeRgbPng } from '../export/png.ts';
import type { RgbImage } from '../image.ts';
import { resize } from '../view/resize.ts';
import { noAppraisal, type Appraisal } from './appraise/appraise.ts';
import { drawingFiles } from './drawing-files.ts';
import { completeOutput } from './output-settings.ts';
import { reportPage } from './page/report-page.ts';
import { pictureFiles, runTexts } from './picture-files.ts';
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
  appraisal: Appraisal = noAppraisal,
): Map<string, Uint8Array> {
  const { job, best, stopped, drawn } = result;
  const { truth, relaxed } = best.picture;
  const png = runTexts(job);
  const meta = { title: png.Title, description: png.Description, paperHex: drawn.paperHex };
  const utf8 = new TextEncoder();
  const files = new Map([
    ...pictureFiles(best, png),
    ['compare.png', encodeRgbPng(compared(truth, relaxed), png)],
    ...drawingFiles(drawn, drawn.preview, completeOutput(job.output), meta),
  ]);
  if (appraisal.reference) files.set('reference.png', encodeRgbPng(appraisal.reference.picture, png));
  if (stopped) files.set('state.json', encodeState(stopped));
  const report = reportRun(result, versions, appraisal, [...files.keys(), 'report.html', 'report.json']);
  files.set('report.html', utf8.encode(reportPage({ report, appraisal, files })));
  files.set('report.json', utf8.encode(`${JSON.stringify(report, null, 2)}\n`));
  return files;
}

/** Both as large: the relaxed image of a poster is coarser. */
function compared(truth: Truth, relaxed: RgbImage): RgbImage {
  const shown = paint(truth);
  return sideBySide(shown, resize(relaxed, shown.width, shown.height));
}
