import { InkceptionError } from '../error.ts';
import { isRecord, parseJson, type JsonRecord } from '../json-record.ts';

/** The job of a format in a report's or its own JSON, unchecked. Errors: `bad-job` for a file that has none. */
export function recordIn(text: string, source: string, format: string, expected: string): JsonRecord {
  const json = parseJson(text, { code: 'bad-job', source, field: '' });
  const job = isRecord(json) && isRecord(json['job']) ? json['job'] : json;
  if (isRecord(job) && job['format'] === format) return job;
  throw new InkceptionError(
    'bad-job',
    `${source} holds no ${expected}, or a record with "format": "${format}"`,
  );
}
