import type { InferenceSessionFactory, TensorConstructor } from 'onnxruntime-common';

/** The parts of an ONNX Runtime module the engine uses: onnxruntime-node's and onnxruntime-web's both fit. */
export interface Runtime {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
}
