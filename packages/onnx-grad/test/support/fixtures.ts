import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeModel } from '../../src/file/decode.ts';
import { encodeModel } from '../../src/file/encode.ts';
import type { ModelGraph, Node } from '../../src/file/model.ts';
import type { Tensor } from '../../src/index.ts';
import { uniform } from './random.ts';

const folder = process.env['ONNX_GRAD_FIXTURES'] ?? fileURLToPath(new URL('../fixtures', import.meta.url));

/** The names of the exported networks. */
export const fixtures = readdirSync(folder).filter((name) => name.endsWith('.onnx'));

export function readFixture(name: string): Uint8Array {
  return readFileSync(join(folder, name));
}

/** An exported network in its own opset, with seeded weights in the place of its fills (see fixtures/make.py). */
export function fixture(name: string): Uint8Array {
  const { opset, graph } = decodeModel(readFixture(name));
  const { nodes, constants, inputs, outputs } = withWeights(graph);
  const ports = outputs.map((output) => ({ name: output, type: undefined }));
  return encodeModel({ name, nodes, constants, inputs, outputs: ports }, opset);
}

function withWeights(graph: ModelGraph): ModelGraph {
  const constants = new Map(graph.constants);
  const nodes = graph.nodes.filter((node) => {
    const fill = fillOf(node);
    if (fill === undefined) return true;
    const dims = Array.from(graph.constants.get(node.inputs[0]!)!.data as BigInt64Array, Number);
    constants.set(node.outputs[0]!, weights(dims, fill, constants.size));
    return false;
  });
  return { ...graph, nodes, constants };
}

function fillOf(node: Node): number | undefined {
  const value = node.attributes['value'];
  return node.name === 'weights' && value?.kind === 'tensor' ? Number(value.value.data[0]) : undefined;
}

/** Fill 1 is a scale or a variance; any other is the bound of uniform numbers around zero. */
function weights(dims: readonly number[], fill: number, seed: number): Tensor {
  return fill === 1 ? uniform(dims, seed, 0.5, 1.5) : uniform(dims, seed, -fill, fill);
}
