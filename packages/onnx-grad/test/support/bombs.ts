import { encodeModel } from '../../src/file/encode.ts';
import type { Attribute, Node, Tensor } from '../../src/index.ts';
import { int64 } from './graphs.ts';
import { uniform } from './random.ts';

type Plain = number | string | readonly number[] | Attribute;
function node(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Record<string, Plain> = {},
): Node {
  const entries = Object.entries(attributes).map(([name, value]): [string, Attribute] => {
    if (typeof value === 'number') return [name, { kind: 'int', value }];
    if (typeof value === 'string') return [name, { kind: 'string', value }];
    return [name, 'kind' in value ? value : { kind: 'ints', value }];
  });
  return { name: '', op, domain: '', inputs, outputs, attributes: Object.fromEntries(entries) };
}

/** A file whose input x is [1, 4, 8, 8] and whose output y is whatever the nodes make. */
function bomb(nodes: readonly Node[], constants: Record<string, Tensor> = {}, opset = 18): Uint8Array {
  const x = { name: 'x', type: { type: 'float32', dims: [1, 4, 8, 8] } } as const;
  return encodeModel(
    {
      name: 'bomb',
      nodes,
      constants: new Map(Object.entries(constants)),
      inputs: [x],
      outputs: [{ name: 'y', type: undefined }],
    },
    opset,
  );
}

const times = (n: number, make: (i: number) => Node): Node[] => Array.from({ length: n }, (_, i) => make(i));
const huge = 2 ** 40;
const ones = (...dims: number[]): Tensor => uniform(dims, 1);
const scales = (...values: number[]): Tensor => ({
  type: 'float32',
  dims: [values.length],
  data: Float32Array.from(values),
});

/** If in If in If, `depth` deep. */
function nested(depth: number): Node {
  const inner = depth === 0 ? node('Relu', ['x'], ['z']) : nested(depth - 1);
  const graph = { nodes: [{ ...inner, outputs: ['z'] }], inputs: [], outputs: ['z'], constants: new Map() };
  const plain = { nodes: [node('Relu', ['x'], ['z'])], inputs: [], outputs: ['z'], constants: new Map() };
  return node('If', ['yes'], ['y'], {
    then_branch: { kind: 'graph', value: graph },
    else_branch: { kind: 'graph', value: plain },
  });
}

const yes: Record<string, Tensor> = { yes: { type: 'bool', dims: [], data: Uint8Array.of(1) } };

/** Files that ask for far more than they hold, and what becomes of each: an error's code, or `works`. */
export const bombs: Readonly<Record<string, readonly [string | RegExp, Uint8Array]>> = {
  'a constant of 2^40 numbers': [
    'works',
    bomb([node('ConstantOfShape', ['n'], ['c']), node('Add', ['x', 'c'], ['y'])], {
      n: int64(2 ** 20, 1, 1, 1, 1),
    }),
  ],
  'Expand to 2^40': [
    /./,
    bomb([node('Expand', ['w', 'n'], ['c']), node('Reshape', ['x', 'c'], ['y'])], {
      w: int64(1),
      n: int64(huge),
    }),
  ],
  'Tile by 2^30': [
    /./,
    bomb([node('Tile', ['w', 'n'], ['c']), node('Reshape', ['x', 'c'], ['y'])], {
      w: int64(1),
      n: int64(2 ** 30),
    }),
  ],
  'a Range of 2^40': [
    /too-large|bad-shape/,
    bomb([node('Range', ['a', 'b', 'd'], ['y'])], {
      a: { ...int64(0), dims: [] },
      b: { ...int64(huge), dims: [] },
      d: { ...int64(1), dims: [] },
    }),
  ],
  'Pad by 2^30, mirrored': [
    /too-large|bad-shape/,
    bomb([node('Pad', ['x', 'n'], ['y'], { mode: 'reflect' })], { n: int64(0, 0, 0, 2 ** 30, 0, 0, 0, 0) }),
  ],
  'Pad by 2^50': [
    'bad-shape',
    bomb([node('Pad', ['x', 'n'], ['y'])], { n: int64(0, 0, 0, 2 ** 50, 0, 0, 0, 0) }),
  ],
  'Resize to 2^28': [
    'too-large',
    bomb([node('Resize', ['x', '', '', 'n'], ['y'], { mode: 'linear' })], { n: int64(1, 4, 8, 2 ** 28) }),
  ],
  'Upsample by 10^9': [/./, bomb([node('Upsample', ['x', 's'], ['y'])], { s: scales(1, 1, 1, 1e9) }, 9)],
  'a pool padded by 2^45': [
    'bad-shape',
    bomb([
      node('AveragePool', ['x'], ['y'], {
        kernel_shape: [2, 2],
        pads: [0, 0, 0, 2 ** 45],
        ceil_mode: 1,
        count_include_pad: 1,
      }),
    ]),
  ],
  'a pool of a million': [
    /./,
    bomb([node('MaxPool', ['x'], ['y'], { kernel_shape: [1, 2 ** 20], pads: [0, 2 ** 19, 0, 2 ** 19] })]),
  ],
  'a stride of 2^50': [
    /./,
    bomb([node('MaxPool', ['x'], ['y'], { kernel_shape: [2, 2], strides: [1, 2 ** 50] })]),
  ],
  'LRN over 2^20 channels': [
    'too-large',
    bomb([node('Tile', ['x', 'n'], ['t']), node('LRN', ['t'], ['y'], { size: 5 })], {
      n: int64(1, 2 ** 18, 1, 1),
    }),
  ],
  'Concat doubled fifty times': [
    /./,
    bomb(
      [
        ...times(50, (i) => node('Concat', [`c${i}`, `c${i}`], [`c${i + 1}`], { axis: 0 })),
        node('Reshape', ['x', 'c50'], ['y']),
      ],
      { c0: int64(1, 1) },
    ),
  ],
  'a sum of 20 000 inputs': ['too-large', bomb([node('Sum', Array<string>(20_000).fill('x'), ['y'])])],
  'a sum of 1000 wide constants': [
    /./,
    bomb([node('Sum', ['w', ...Array<string>(1000).fill('s')], ['c']), node('Add', ['x', 'c'], ['y'])], {
      w: ones(2 ** 16, 1, 1, 1),
      s: ones(),
    }),
  ],
  'Gather with a list of 10^5, 500 times': [
    /./,
    bomb([...times(500, (i) => node('Gather', ['x', 'n'], [i === 0 ? 'y' : `g${i}`], { axis: 3 }))], {
      n: int64(...Array<number>(100_000).fill(3)),
    }),
  ],
  'one filter in 1000 convolutions': [
    /./,
    bomb(
      [
        ...times(3000, (i) =>
          node('Conv', [i === 0 ? 'x' : `c${i}`, 'w'], [i === 2999 ? 'y' : `c${i + 1}`], {
            pads: [4, 4, 4, 4],
          }),
        ),
      ],
      { w: ones(4, 4, 9, 9) },
    ),
  ],
  '3000 names that collide': [
    /./,
    bomb(
      times(3000, (i) =>
        node('Clip', [i === 0 ? 'x' : `c${i}`], [i === 2999 ? 'y' : `c${i + 1}`], {
          min: { kind: 'float', value: i },
        }),
      ),
      {},
      10,
    ),
  ],
  '3000 batch normalisations': [
    'works',
    bomb(
      times(3000, (i) =>
        node(
          'BatchNormalization',
          [i === 0 ? 'x' : `c${i}`, 'w', 'w', 'w', 'w'],
          [i === 2999 ? 'y' : `c${i + 1}`],
        ),
      ),
      { w: ones(4) },
    ),
  ],
  '3000 identities': [
    'works',
    bomb(times(3000, (i) => node('Identity', [i === 0 ? 'x' : `c${i}`], [i === 2999 ? 'y' : `c${i + 1}`]))),
  ],
  '500 branches beside 500 constants': [
    'works',
    bomb(
      times(500, (i) => ({ ...nested(0), inputs: ['yes'], outputs: [i === 0 ? 'y' : `b${i}`] })),
      { ...yes, ...Object.fromEntries(times(500, () => nested(0)).map((_, i) => [`k${i}`, ones(1)])) },
    ),
  ],
  'a branch 16 deep': ['works', bomb([nested(14)], yes)],
  'a branch 30 deep': ['bad-graph', bomb([nested(30)], yes)],
  'a graph that bites its tail': [
    'bad-graph',
    bomb([node('Add', ['x', 'b'], ['a']), node('Relu', ['a'], ['b']), node('Relu', ['b'], ['y'])]),
  ],
  'a node that feeds itself': ['bad-graph', bomb([node('Add', ['x', 'y'], ['y'])])],
  'a Loop': ['unsupported-op', bomb([node('Loop', ['', '', 'x'], ['y'])])],
  'an axis list of 10^5': [
    /./,
    bomb([node('Slice', ['x', 'n', 'n', 'n'], ['y'])], { n: int64(...Array<number>(100_000).fill(1)) }),
  ],
  'a name of a megabyte': ['unsupported-op', bomb([node('N'.repeat(2 ** 20), ['x'], ['y'])])],
  'an output of 10^5 axes': [
    'bad-shape',
    bomb([node('Reshape', ['x', 'n'], ['y'])], { n: int64(...Array<number>(100_000).fill(1)) }),
  ],
  'opset 2^50': ['unsupported-opset', bomb([node('Relu', ['x'], ['y'])], {}, 2 ** 50)],
};
