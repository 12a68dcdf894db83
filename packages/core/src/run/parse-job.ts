import { shapeNames } from '../canvas/mask.ts';
import { InkceptionError } from '../error.ts';
import { checkSettings } from '../excite/check-settings.ts';
import { mergeSettings } from '../excite/merge-settings.ts';
import { recipes } from '../excite/recipes.ts';
import { isRecord, parseJson, refuse, type JsonRecord } from '../json-record.ts';
import { likeLayers } from '../objective/resemblance.ts';
import { mostPens } from '../palette/pen-rules.ts';
import { completeSettings } from '../plot/settings.ts';
import { checkComposition } from './job-form.ts';
import { completeOutput } from './output-settings.ts';
import { jobFormat, type Job } from './job.ts';
import { checkLikeViews, likePicture } from './like.ts';

/** The job in a report's or a job's JSON. Errors: `bad-job`, `bad-option`, naming the file and what is wrong in it. */
export function parseJob(text: string, source: string): Job {
  const json = parseJson(text, { code: 'bad-job', source, field: '' });
  const job = isRecord(json) && isRecord(json['job']) ? json['job'] : json;
  if (!isRecord(job) || job['format'] !== jobFormat) {
    throw new InkceptionError(
      'bad-job',
      `${source} holds no job: expected a report.json of a run, or a record with "format": "${jobFormat}"`,
    );
  }
  for (const [field, { fits, expected }] of Object.entries(fields)) {
    if (!fits(job[field])) refuse({ code: 'bad-job', source, field: `job.${field}` }, job[field], expected);
  }
  checkChoice(job as unknown as Job, source);
  checkLike(job as unknown as Job, source);
  const settings = checkSettings(mergeSettings(recipes['default']!, job['settings'] as JsonRecord, source));
  completeSettings(job['plot'] as JsonRecord);
  completeOutput(job['output'] as JsonRecord | undefined);
  if (job['like']) checkLikeViews(settings);
  // As it was written: a job is part of what its files hold. What an earlier version did not know yet is as it was then.
  const whole = { ...job, settings: completed(job['settings'] as JsonRecord, settings) };
  return checkComposition(whole as unknown as Job);
}

/** A record as it was written, with what it lacks. */
function completed(written: JsonRecord, whole: object): JsonRecord {
  const missing = Object.entries(whole).filter(([name]) => !(name in written));
  const own = Object.entries(written).map(([name, value]) => {
    const full = (whole as JsonRecord)[name];
    return [name, isRecord(value) && isRecord(full) ? completed(value, full) : value];
  });
  return Object.fromEntries([...own, ...missing]) as JsonRecord;
}

function checkChoice({ choice, palette }: Job, source: string): void {
  const given = palette.filter(({ kind }) => kind === 'given').length;
  if (!choice || (choice.pens < given && palette.every(({ kind }) => kind !== 'learned'))) return;
  refuse(
    { code: 'bad-job', source, field: 'job.choice.pens' },
    choice.pens,
    `fewer than the ${given} pens given`,
  );
}

function checkLike({ objective, like, size }: Job, source: string): void {
  if (like) likePicture(like, size);
  else if (likeLayers(objective).length > 0)
    refuse(
      { code: 'bad-job', source, field: 'job.like' },
      like,
      'the picture that content and style are about',
    );
}

interface Field {
  readonly fits: (value: unknown) => boolean;
  readonly expected: string;
}

const termKinds = ['class', 'channel', 'neuron', 'content', 'style'];
const colourKinds = ['paper', 'learned', 'given'];

const fields: Readonly<Record<string, Field>> = {
  network: { fits: isNetwork, expected: 'a record with name, file, sha256 and input' },
  objective: {
    fits: (value) => isListOf(value, termKinds, 100),
    expected: 'a list of classes, channels, neurons, content and style',
  },
  like: {
    fits: (value) => value === undefined || (isRecord(value) && typeof value['png'] === 'string'),
    expected: 'a record with png, or nothing',
  },
  settings: { fits: isRecord, expected: 'a record' },
  palette: {
    fits: (value) => isListOf(value, colourKinds, mostPens + 1) && value.every(hasShare),
    expected: `a list of at most ${mostPens} pens, and the paper, their share { least, most } of the picture from 0 to 1`,
  },
  overprint: { fits: (value) => value === undefined || value === true, expected: 'true, or nothing' },
  choice: {
    fits: (value) => value === undefined || isChoice(value),
    expected: 'whole numbers: pens, relaxSteps, settleSteps',
  },
  size: {
    fits: (value) => isRecord(value) && isCount(value['width']) && isCount(value['height']),
    expected: 'whole numbers of pixels: width, height',
  },
  sheet: {
    fits: (value) =>
      isRecord(value) && ['widthMm', 'heightMm', 'marginMm'].every((name) => isLength(value[name])),
    expected: 'lengths: widthMm, heightMm, marginMm',
  },
  plot: { fits: isRecord, expected: 'a record' },
  output: { fits: (value) => value === undefined || isRecord(value), expected: 'a record' },
  composition: {
    fits: isComposition,
    expected: 'a record with symmetry, tile, poster, mask, lead, start, layout',
  },
  unlike: {
    fits: (value) =>
      value === undefined || (Array.isArray(value) && value.every((png) => typeof png === 'string')),
    expected: 'a list of PNGs as base64',
  },
  seed: { fits: (value) => Number.isSafeInteger(value), expected: 'a whole number' },
};

function isComposition(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isRecord(value)) return false;
  const { symmetry, poster, mask, lead, start, layout } = value;
  const isPng = (part: unknown): boolean => isRecord(part) && typeof part['png'] === 'string';
  const isShape = isRecord(mask) && shapeNames.some((name) => name === mask['shape']);
  return (
    [symmetry, lead].every((part) => part === undefined || isRecord(part)) &&
    (poster === undefined || isCount(poster)) &&
    (mask === undefined || isPng(mask) || isShape) &&
    (start === undefined || isStart(start)) &&
    (layout === undefined ||
      (isRecord(layout) && Array.isArray(layout['place']) && Array.isArray(layout['repeat'])))
  );
}

function isStart(value: unknown): boolean {
  if (!isRecord(value) || !isLength(value['strength'])) return false;
  if (typeof value['png'] === 'string') return true;
  const { strokes, colours } = value;
  const isHex = (colour: unknown): boolean => typeof colour === 'string' && /^#[0-9a-f]{6}$/i.test(colour);
  return Array.isArray(colours) && colours.every(isHex) && Array.isArray(strokes) && strokes.every(hasPoints);
}

function hasPoints(stroke: unknown): boolean {
  if (!isRecord(stroke) || !Array.isArray(stroke['points'])) return false;
  return stroke['points'].every((value) => typeof value === 'number');
}

function isNetwork(value: unknown): boolean {
  if (!isRecord(value) || typeof value['sha256'] !== 'string') return false;
  return value['file'] === null || typeof value['file'] === 'string';
}

function hasShare({ share }: JsonRecord): boolean {
  if (share === undefined) return true;
  if (!isRecord(share)) return false;
  const [least, most] = [share['least'], share['most']];
  return typeof least === 'number' && typeof most === 'number' && least >= 0 && least <= most && most <= 1;
}

function isChoice(value: unknown): boolean {
  return isRecord(value) && ['pens', 'relaxSteps', 'settleSteps'].every((name) => isCount(value[name]));
}

function isListOf(value: unknown, kinds: readonly string[], most: number): value is JsonRecord[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > most) return false;
  return value.every((item) => isRecord(item) && kinds.includes(item['kind'] as string));
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) > 0;
}

function isLength(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
