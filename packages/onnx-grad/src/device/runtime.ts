import type { InferenceSessionFactory, TensorConstructor } from 'onnxruntime-common';

/** The parts of an ONNX Runtime module in use: onnxruntime-node's and onnxruntime-web's both fit. */
export interface Runtime {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
  /** Tells the packages apart: `versions.node` or `versions.web`. */
  readonly env?: { readonly versions: { readonly node?: string; readonly web?: string } };
  /** onnxruntime-node's list of what this platform's library has. */
  readonly listSupportedBackends?: () => readonly { readonly name: string }[];
}

export function isWeb(runtime: Runtime): boolean {
  return runtime.env?.versions.web !== undefined;
}
