/** Where a command writes, and who may stop it: the process's own, or a test's. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether a person watches `error`, so that a progress line may redraw itself. */
  readonly interactive: boolean;
  /** Asks a person who is there to answer yes or no; left out where nobody is. */
  readonly ask?: (question: string) => Promise<boolean>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
