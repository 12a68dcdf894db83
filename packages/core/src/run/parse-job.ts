import { checkSettings } from '../excite/check-settings.ts';
import { mergeSettings } from '../excite/merge-settings.ts';
import { recipes } from '../excite/recipes.ts';
import type { Settings } from '../excite/settings.ts';
import { inFile, isRecord, refuse, type JsonRecord, type Place } from '../json-record.ts';
import { likeLayers } from '../objective/resemblance.ts';
import { completeSettings } from '../plot/settings.ts';
import { checkFields } from './check-fields.ts';
import { checkComposition } from './job-form.ts';
import { jobFormat, type Job } from './job.ts';
import { checkLikeViews, likePicture } from './like.ts';
import { completeOutput } from './output-settings.ts';
import { recordIn } from './record-in.ts';

/**
 * The job in a report's or a job's JSON, as it was written; settings that it lacks are those of today's recipe `default`.
 * Errors: `bad-job` for a field that is none, `bad-option` or `bad-image` for what cannot be done, naming the file and
 * what is wrong in it.
 */
export function parseJob(text: string, source: string): Job {
  const record = recordIn(text, source, jobFormat, 'job: expected a report.json of a run');
  const place: Place = { code: 'bad-job', source, field: 'job' };
  checkFields(record, place);
  const written = record['settings'] as JsonRecord;
  const settings = mergeSettings(recipes['default']!, written, source);
  // What is there stays as it was written: a job is part of what its files hold. What is not, the new files say.
  const job = { ...record, settings: completed(written, settings) } as unknown as Job;
  checkChoice(job, place);
  checkLiked(job, place);
  inFile(source, () => {
    checkDoable(job, settings);
  });
  return job;
}

/** A record as it was written, with what it lacks. */
function completed(written: JsonRecord, whole: object): JsonRecord {
  const missing = Object.entries(whole).filter(([name]) => !(name in written));
  const own = Object.entries(written).map(([name, value]) => {
    const full = (whole as JsonRecord)[name];
    if (!isRecord(full)) return [name, value];
    return [name, isRecord(value) ? completed(value, full) : full]; // a number that is a schedule's only value
  });
  return Object.fromEntries([...own, ...missing]) as JsonRecord;
}

function checkChoice({ choice, palette }: Job, { code, source }: Place): void {
  const given = palette.filter(({ kind }) => kind === 'given').length;
  if (!choice || (choice.pens < given && palette.every(({ kind }) => kind !== 'learned'))) return;
  refuse({ code, source, field: 'job.choice.pens' }, choice.pens, `fewer than the ${given} pens given`);
}

function checkLiked({ objective, like }: Job, { code, source }: Place): void {
  if (like || likeLayers(objective).length === 0) return;
  refuse({ code, source, field: 'job.like' }, like, 'the picture that content and style are about');
}

function checkDoable(job: Job, settings: Settings): void {
  checkSettings(settings);
  completeSettings(job.plot);
  completeOutput(job.output);
  checkComposition(job);
  if (!job.like) return;
  checkLikeViews(settings);
  likePicture(job.like, job.size);
}
