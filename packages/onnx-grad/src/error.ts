/** What can go wrong with a file or a graph. */
export type ErrorCode =
  | 'not-onnx'
  | 'truncated'
  | 'external-data'
  | 'unsupported-opset'
  | 'unsupported-op'
  | 'unsupported-attribute'
  | 'unsupported-type'
  | 'bad-tensor'
  | 'bad-graph'
  | 'bad-shape'
  | 'bad-option'
  | 'too-large'
  | 'unknown-input'
  | 'unknown-layer'
  | 'unknown-device'
  | 'no-device'
  | 'device-failed';

const longest = 1500;

/** An error a person can act on: what was given, what was expected, what to do; names op, node and file. */
export class OnnxGradError extends Error {
  override readonly name = 'OnnxGradError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    // A damaged file may have names and lists of a megabyte.
    super(message.length <= longest ? message : `${message.slice(0, longest)}...`, options);
    this.code = code;
  }
}
