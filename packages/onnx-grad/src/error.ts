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
  | 'too-large'
  | 'unknown-input'
  | 'unknown-layer'
  | 'unknown-device'
  | 'no-device'
  | 'device-failed';

/** An error a person can act on: what was given, what was expected, what to do; names op, node and file. */
export class OnnxGradError extends Error {
  override readonly name = 'OnnxGradError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
