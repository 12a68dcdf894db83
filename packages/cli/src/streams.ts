/** Where a command writes, and who may stop it: the process's own, or a test's. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether a person watches `error`, so that a progress line may redraw itself. */
  readonly interactive: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
