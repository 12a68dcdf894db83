import { join } from 'node:path';
import { checkPlottable, exportUnplotted, UnplottedError, type RunState } from '@inkception/core';
import { CliError, isExpected } from '../cli-error.ts';
import type { ParsedOptions } from '../options.ts';
import { writeRunFolder } from '../run-folder.ts';
import { outputOptions, outputSettingsOf } from './plot-options.ts';

/** Options that a run can go on with: what is done with its drawing changes nothing of its picture. */
export const resumeOptions: readonly string[] = Object.keys(outputOptions);

/** A run's state with what the command line asks of the plot. Errors: `usage`, those of `checkPlottable`. */
export function withOutput(state: RunState, parsed: ParsedOptions): RunState {
  const asked = outputSettingsOf(parsed);
  if (Object.keys(asked).length === 0) return state;
  return { ...state, job: checkPlottable({ ...state.job, output: { ...state.job.output, ...asked } }) };
}

/**
 * Where a picture was made that cannot be plotted as it was asked for, writes what there is. Returns the error that
 * says how to go on; any other error as it is.
 */
export function keepUnplotted(error: unknown, folder: string, command: string): unknown {
  if (!(error instanceof UnplottedError)) return error;
  writeRunFolder(folder, exportUnplotted(error.run));
  const { kind } = error.run.best.picture.truth;
  const plot = kind === 'map' ? `, or plot the picture: inkception plot ${join(folder, 'true.png')}` : '';
  return new CliError(
    'unplotted',
    `${error.message}\nthe picture is kept in ${folder}: go on with inkception ${command} --resume ${folder}, ` +
      `giving ${changeFor(error)}${plot}`,
    { cause: error },
  );
}

/** Which of the plot's options would have to be another. */
function changeFor({ code }: UnplottedError): string {
  if (code === 'over-budget') return 'another --budget';
  if (code === 'beyond-machine') return 'another --machine';
  return 'what it names otherwise (--order, --offset, --axidraw-codes and the like)';
}

/** The error of a comparison that failed once the run was written; a defect's as it is. */
export function uncompared(error: unknown, folder: string): unknown {
  if (!isExpected(error)) return error;
  return new CliError(
    'uncompared',
    `${error.message}\nthe run is whole in ${folder}, without what it was to be compared with`,
    { cause: error },
  );
}
