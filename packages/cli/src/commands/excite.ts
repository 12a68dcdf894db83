import type { Streams } from '../streams.ts';
import { exciteOptions, jobOptions, requestOf } from './excite-options.ts';
import { exciteHelp } from './help.ts';
import { makePicture } from './picture.ts';

/** `inkception excite`: areas of pens. */
export function exciteCommand(argv: readonly string[], streams: Streams): Promise<number> {
  return makePicture(argv, streams, {
    name: 'excite',
    help: exciteHelp,
    options: exciteOptions,
    jobOptions,
    requestOf,
  });
}
