import { extend, type Builder, type Graph } from '../../src/index.ts';

/** A graph of nothing but float32 inputs. */
export function inputs(shapes: Readonly<Record<string, readonly number[]>>): Graph {
  const types = Object.entries(shapes).map(([name, dims]) => [name, { type: 'float32', dims }] as const);
  const names = Object.keys(shapes);
  return {
    source: 'test.onnx',
    opset: 17,
    inputs: names,
    outputs: names,
    nodes: [],
    constants: new Map(),
    types: new Map(types),
  };
}

/** A graph built on inputs; the value that `make` returns is its one output. */
export function graphOf(
  shapes: Readonly<Record<string, readonly number[]>>,
  make: (b: Builder) => string,
): Graph {
  return extend(inputs(shapes), (b) => [make(b)]);
}

export function int64(...values: number[]): { type: 'int64'; dims: number[]; data: BigInt64Array } {
  return { type: 'int64', dims: [values.length], data: BigInt64Array.from(values, BigInt) };
}
