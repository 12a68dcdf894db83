import { describe, expect, it } from 'vitest';
import {
  extend,
  gradientGraph,
  readModel,
  simplify,
  withInputShape,
  writeModel,
  type Attribute,
  type Graph,
  type Node,
  type Tensor,
} from '../../src/index.ts';
import { checkGradient } from '../support/gradient-check.ts';
import { inputs } from '../support/graphs.ts';
import { uniform } from '../support/random.ts';
import { run } from '../support/run.ts';

const dims = [2, 3];
const x = uniform(dims, 1, -2, 2);
const scalar = (value: number): Tensor => ({ type: 'float32', dims: [], data: Float32Array.of(value) });
const byte = (value: number): Tensor => ({ type: 'uint8', dims: [], data: Uint8Array.of(value) });
const axis = (value: number): Record<string, Attribute> => ({ axis: { kind: 'int', value } });

function node(op: string, ins: string[], output: string, attributes: Record<string, Attribute> = {}): Node {
  return { name: '', op, domain: '', inputs: ins, outputs: [output], attributes };
}

function graph(nodes: readonly Node[], constants: Record<string, Tensor>): Graph {
  return { ...inputs({ x: dims }), nodes, outputs: ['y'], constants: new Map(Object.entries(constants)) };
}

const reread = (given: Graph): Graph => simplify(withInputShape(readModel(writeModel(given)), dims));

/** What ONNX Runtime computes from the file as it is, and from what was read. */
async function bothWays(given: Graph): Promise<[number[], number[]]> {
  const [a, b] = [await run(given, { x }), await run(reread(given), { x })];
  return [Array.from(a['y']!.data, Number), Array.from(b['y']!.data, Number)];
}

describe('quantised weights become numbers', () => {
  const q: Tensor = { type: 'int8', dims, data: Int8Array.of(-128, 5, 127, 0, -7, 64) };
  const perTensor = { q, s: scalar(0.02), z: { type: 'int8', dims: [], data: Int8Array.of(3) } as Tensor };
  const perAxis = {
    q,
    s: uniform([3], 2, 0.01, 0.05),
    z: { type: 'int8', dims: [3], data: Int8Array.of(0, -4, 9) } as Tensor,
  };

  it.each([
    ['one scale', perTensor, {}],
    ['a scale per place on an axis', perAxis, axis(-1)],
    ['no zero point', { ...perTensor, z: undefined }, {}],
  ])('%s', async (_, { z, ...rest }, attributes) => {
    const ins = z ? ['q', 's', 'z'] : ['q', 's'];
    const nodes = [node('DequantizeLinear', ins, 'w', attributes), node('Mul', ['x', 'w'], 'y')];
    const given = graph(nodes, z ? { ...rest, z } : rest);
    const [expected, found] = await bothWays(given);
    found.forEach((v, i) => {
      expect(v).toBeCloseTo(expected[i]!, 6);
    });
    expect(reread(given).nodes.map(({ op }) => op)).toEqual(['Mul']);
  });

  it('float weights with a pair are rounded as the runtime rounds them', async () => {
    const nodes = [
      node('QuantizeLinear', ['f', 's', 'z'], 'q'),
      node('DequantizeLinear', ['q', 's', 'z'], 'w'),
      node('Mul', ['x', 'w'], 'y'),
    ];
    const given = graph(nodes, { f: uniform(dims, 7, -3, 3), s: scalar(0.02), z: byte(100) });
    const [expected, found] = await bothWays(given);
    found.forEach((v, i) => {
      expect(v).toBeCloseTo(expected[i]!, 6);
    });
    expect(reread(given).nodes.map(({ op }) => op)).toEqual(['Mul']);
  });
});

describe('quantised activations', () => {
  const pair = [node('QuantizeLinear', ['x', 's', 'z'], 'q'), node('DequantizeLinear', ['q', 's', 'z'], 'y')];
  const constants = { s: scalar(0.01), z: byte(100) };

  it('are clipped to what the integers reach, and not rounded', async () => {
    const [expected, found] = await bothWays(graph(pair, constants));
    expect(Math.min(...found)).toBeCloseTo(-1, 5);
    found.forEach((v, i) => {
      expect(Math.abs(v - expected[i]!)).toBeLessThan(0.00501);
    });
    expect(reread(graph(pair, constants)).nodes.map(({ op }) => op)).toEqual(['Clip']);
  });

  it('let gradients straight through, but for what is clipped', async () => {
    const whole = extend(reread(graph(pair, constants)), (b) => [
      b.node('ReduceSum', ['y'], { keepdims: 0 }, 'total'),
    ]);
    const { x_gradient } = await run(gradientGraph(whole, { of: 'total', wrt: 'x' }), { x });
    const inside = Array.from(x.data, Number).map((v) => Number(v >= -1 && v <= 1.55));
    expect(inside).toContain(0);
    expect(Array.from(x_gradient!.data, Number)).toEqual(inside);
    await checkGradient({
      at: { x },
      make: (b) => b.node('Clip', ['x', b.constant(-1), b.constant(1.55)]),
      step: 1e-3,
      tolerance: 0.01,
    });
  });

  it('that are computed with as integers, or have many scales, are refused', () => {
    const reshaped = [pair[0]!, node('Flatten', ['q'], 'f'), node('DequantizeLinear', ['f', 's', 'z'], 'y')];
    expect(() => reread(graph(reshaped, constants))).toThrow('Flatten "f" computes with the integers of "q"');
    const many = { s: uniform([3], 1, 0.1, 0.2), z: { ...byte(1), dims: [3], data: Uint8Array.of(1, 2, 3) } };
    expect(() => reread(graph(pair, many))).toThrow('one constant scale');
  });
});
