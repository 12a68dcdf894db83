import { readFileSync } from 'node:fs';
import {
  extend,
  gradientGraph,
  readModel,
  simplify,
  withInputShape,
  writeModel,
  type Tensor,
} from '../../src/index.ts';
import { compareValues, type Difference, type Value, type Values } from '../../src/device/index.ts';
import { withGradients } from '../support/gradient-check.ts';
import { graphOf } from '../support/graphs.ts';
import { uniform } from '../support/random.ts';
import { nameOf, type OpCase } from './cases.ts';

interface Numbers {
  readonly data: readonly number[];
  readonly dims: readonly number[];
}

/** A written graph and its inputs, as JSON can carry them. */
export interface Problem {
  readonly name: string;
  /** The .onnx file, base64. */
  readonly model: string;
  readonly feeds: Readonly<Record<string, Numbers>>;
}

/** What a device made of a problem. */
export type Answer = { readonly values: Readonly<Record<string, Numbers>> } | { readonly reason: string };

/** The operator's value and its gradient with respect to every input. */
export function problemOf(opCase: OpCase): Problem {
  const { at, make } = opCase;
  const forward = simplify(
    graphOf(
      mapValues(at, ({ dims }) => dims),
      make,
    ),
  );
  const weights = uniform(forward.types.get(forward.outputs[0]!)!.dims as number[], 5, 0.5, 1.5);
  const model = writeModel(withGradients(forward, weights, Object.keys(at)));
  return {
    name: nameOf(opCase),
    model: Buffer.from(model).toString('base64'),
    feeds: mapValues(at, numbersOf),
  };
}

/** The gradient of a weighted sum of the built-in network's logits, for a picture of `size` px. */
export function builtInProblem(size: number): Problem {
  const file = new URL('../../../pictograms/weights/pictograms.onnx', import.meta.url);
  const dims = [1, 3, size, size];
  const network = simplify(withInputShape(readModel(readFileSync(file)), dims));
  const [image, logits] = [network.inputs[0]!, network.outputs[0]!];
  const weights = uniform(network.types.get(logits)!.dims as number[], 1);
  const objective = extend(network, (b) => [
    b.node('ReduceSum', [b.node('Mul', [logits, b.constant(weights)])], { keepdims: 0 }, 'total'),
  ]);
  const model = writeModel(gradientGraph(objective, { of: 'total', wrt: image }));
  return {
    name: 'pictograms',
    model: Buffer.from(model).toString('base64'),
    feeds: { [image]: numbersOf(uniform(dims, 2, 0, 1)) },
  };
}

/** The furthest off of an answer's outputs. */
export function differenceOf(found: Answer, expected: Answer): Difference {
  return compareValues(valuesOf(found), valuesOf(expected))[0]!;
}

function valuesOf(answer: Answer): Values {
  if ('reason' in answer) throw new Error(answer.reason);
  return mapValues(answer.values, ({ data, dims }): Value => ({ data: Float32Array.from(data), dims }));
}

function numbersOf({ data, dims }: Tensor): Numbers {
  return { data: Array.from(data as Float32Array), dims };
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, make: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value)]));
}
