import { encodeRgbPng, type PngTexts } from '../export/png.ts';
import { encodeTruth } from '../export/truth-png.ts';
import { describeAll } from '../objective/objective.ts';
import type { Job } from './job.ts';
import { encodeState, type Attempt } from './run-state.ts';
import type { UnplottedRun } from './unplotted.ts';

/** What every PNG of a run says about itself: the job makes it repeatable. */
export function runTexts(job: Job): PngTexts & { readonly Title: string; readonly Description: string } {
  return {
    Title: describeAll(job.objective),
    Description: JSON.stringify(job),
    Software: 'inkception',
  };
}

/** A run's picture without its drawing, by file name: the mixture, and what the pens can draw. */
export function pictureFiles({ picture }: Attempt, texts: PngTexts): [string, Uint8Array][] {
  return [
    ['relaxed.png', encodeRgbPng(picture.relaxed, texts)],
    ['true.png', encodeTruth(picture.truth, texts)],
  ];
}

/** The files, by name, of a run whose picture could not be plotted: the pictures, and where to go on. */
export function exportUnplotted({ best, state }: UnplottedRun): Map<string, Uint8Array> {
  return new Map([...pictureFiles(best, runTexts(state.job)), ['state.json', encodeState(state)]]);
}
