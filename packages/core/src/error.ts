/** Machine-readable names of everything that can go wrong on a user's side. */
export type ErrorCode =
  | 'bad-option'
  | 'bad-pens'
  | 'bad-card'
  | 'bad-image'
  | 'bad-job'
  | 'bad-svg'
  | 'bad-file'
  | 'unknown-class'
  | 'unknown-layer'
  | 'unknown-channel'
  | 'bad-size'
  | 'paper-too-small'
  | 'beyond-machine'
  | 'over-budget'
  | 'not-finite'
  | 'network-failed';

/** An error a person can act on: the message says what was given, what was expected and what to do. */
export class InkceptionError extends Error {
  override readonly name = 'InkceptionError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
