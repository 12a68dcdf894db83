import { toBase64 } from '../base64.ts';
import { paint, type Truth } from '../canvas/canvas.ts';
import { likenessOf } from '../excite/variety.ts';
import { encodeRgbPng } from '../export/png.ts';
import { decodeRgbPng } from '../export/rgb-png-reader.ts';
import { resize } from '../view/resize.ts';
import type { Job } from './job.ts';
import { jobBytes } from './picture-input.ts';

/** Longer side of what a job keeps of a picture that its own must not resemble, px. */
const keptSide = 48;

/** The job of one more picture that is unlike those before: its seeds are new, too. */
export function variationOf(job: Job, before: readonly Truth[]): Job {
  if (before.length === 0) return job;
  const seed = job.seed + before.length * job.settings.tries;
  return { ...job, seed, unlike: [...(job.unlike ?? []), ...before.map(keptOf)] };
}

function keptOf(truth: Truth): string {
  const picture = paint(truth);
  const scale = keptSide / Math.max(picture.width, picture.height);
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  return toBase64(encodeRgbPng(resize(picture, side(picture.width), side(picture.height))));
}

/** What a job's picture must not resemble, as the engine takes it. Errors: `bad-image`. */
export function unlikeOf({ unlike = [] }: Job): { readonly unlike?: readonly Float32Array[] } {
  const what = "a picture that the job's own must not resemble";
  const likenesses = unlike.map((png) => likenessOf(decodeRgbPng(jobBytes(png, what), what)));
  return likenesses.length === 0 ? {} : { unlike: likenesses };
}
