import { beginnings } from '@inkception/core';
import type { ParsedOptions } from '../options.ts';
import type { Streams } from '../streams.ts';
import { requestOf, runOptions, pictureOptions } from './excite-options.ts';
import { strokesHelp } from './help.ts';
import { makePicture } from './picture.ts';
import { outputOptions } from './plot-options.ts';

/** Options that make a job of strokes. */
const strokesJobOptions = { ...pictureOptions, ...outputOptions, strokes: { type: 'string' } } as const;

/** `inkception strokes`: pen lines. */
export function strokesCommand(argv: readonly string[], streams: Streams): Promise<number> {
  return makePicture(argv, streams, {
    name: 'strokes',
    help: strokesHelp,
    options: { ...strokesJobOptions, ...runOptions },
    jobOptions: strokesJobOptions,
    requestOf: (parsed) => ({ ...requestOf(withBeginning(parsed)), recipe: 'strokes' }),
  });
}

/** `--from` names a file, or a way to begin, which is a setting. */
function withBeginning(parsed: ParsedOptions): ParsedOptions {
  const { from, set, ...values } = parsed.values;
  if (!beginnings.some((name) => name === from)) return parsed;
  return {
    ...parsed,
    values: { ...values, set: [`strokes.begin=${from as string}`, ...((set as string[] | undefined) ?? [])] },
  };
}
