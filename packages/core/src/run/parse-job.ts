import { InkceptionError } from '../error.ts';
import { mergeSettings } from '../excite/merge-settings.ts';
import { recipes } from '../excite/recipes.ts';
import { jobFormat, type Job } from './job.ts';

/** The job in a report's or a job's JSON. Errors: `bad-job`, naming the file and what is wrong in it. */
export function parseJob(text: string, source: string): Job {
  const json = parseJson(text, source);
  const job = isRecord(json) && isRecord(json['job']) ? json['job'] : json;
  if (!isRecord(job) || job['format'] !== jobFormat) {
    throw new InkceptionError(
      'bad-job',
      `${source} holds no job: expected a report.json of a run, or a record with "format": "${jobFormat}"`,
    );
  }
  for (const [field, isRight] of Object.entries(fields)) {
    if (!isRight(job[field]))
      throw new InkceptionError(
        'bad-job',
        `${source}: the job's ${field} is ${JSON.stringify(job[field])?.slice(0, 60)}, which does not fit ${jobFormat}`,
      );
  }
  mergeSettings(recipes['default']!, job['settings'] as Record<string, unknown>, source); // names and types
  return job as unknown as Job;
}

const fields: Readonly<Record<string, (value: unknown) => boolean>> = {
  network: (value) => isRecord(value) && typeof value['sha256'] === 'string' && isRecord(value['input']),
  objective: (value) => Array.isArray(value) && value.length > 0 && value.every(isRecord),
  settings: isRecord,
  palette: (value) => Array.isArray(value) && value.length > 0 && value.length <= 33 && value.every(isRecord),
  size: (value) => isRecord(value) && isPositive(value['width']) && isPositive(value['height']),
  sheet: (value) => isRecord(value) && isPositive(value['widthMm']) && isPositive(value['heightMm']),
  plot: isRecord,
  seed: (value) => Number.isSafeInteger(value),
};

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InkceptionError(
      'bad-job',
      `${source} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && Number.isFinite(value);
}
