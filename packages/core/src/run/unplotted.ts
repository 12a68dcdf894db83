import { InkceptionError } from '../error.ts';
import type { Attempt, RunState } from './run-state.ts';

/** A run whose picture is there. */
export interface UnplottedRun {
  /** The best try so far. */
  readonly best: Attempt;
  /** Where to go on, with other demands on the plot. */
  readonly state: RunState;
}

/** A picture was made that cannot be plotted as the job asks: the run is not lost, the message and code say why. */
export class UnplottedError extends InkceptionError {
  readonly run: UnplottedRun;

  constructor(reason: InkceptionError, run: UnplottedRun) {
    super(reason.code, reason.message, { cause: reason });
    this.run = run;
  }
}

/** What `draw` makes. Errors: `UnplottedError`, with the run, where a person can do something about it. */
export function keepingRun<T>(run: UnplottedRun, draw: () => T): T {
  try {
    return draw();
  } catch (error) {
    throw error instanceof InkceptionError ? new UnplottedError(error, run) : error;
  }
}
