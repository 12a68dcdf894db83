import { expect } from 'vitest';
import { extend, type Attributes, type Graph, type Tensor } from '../../src/index.ts';
import { toAttributes } from '../../src/rules/attributes.ts';
import { inputs } from './graphs.ts';
import { run } from './run.ts';

/** An op that is said in other nodes computes what the runtime's own computes. */
export async function expectSaid(
  op: string,
  at: Readonly<Record<string, Tensor>>,
  attributes: Attributes = {},
): Promise<void> {
  const empty = inputs(Object.fromEntries(Object.entries(at).map(([name, { dims }]) => [name, dims])));
  const said = extend(empty, (b) => [b.node(op, empty.inputs, attributes, 'result')]);
  expect(said.nodes.map((node) => node.op)).not.toContain(op);
  const node = {
    name: op,
    op,
    domain: '',
    inputs: empty.inputs,
    outputs: ['result'],
    attributes: toAttributes(attributes),
  };
  const types = new Map([...empty.types, ['result', said.types.get('result')!]]);
  const own: Graph = { ...empty, nodes: [node], outputs: ['result'], types };
  const [found, expected] = [(await run(said, at))['result']!, (await run(own, at))['result']!];
  expect(found.dims).toEqual(expected.dims);
  found.data.forEach((v, i) => {
    expect(Number(v)).toBeCloseTo(Number(expected.data[i]), 5);
  });
}
