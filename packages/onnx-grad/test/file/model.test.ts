import { describe, expect, it } from 'vitest';
import {
  OnnxGradError,
  readModel,
  writeModel,
  type DataType,
  type Graph,
  type Tensor,
} from '../../src/index.ts';
import { graphOf, inputs } from '../support/graphs.ts';
import { uniform } from '../support/random.ts';

/** Protobuf by hand, so that the reader is not tested with the writer alone. */
const field = (number: number, wire: number, ...bytes: number[]): number[] => [number * 8 + wire, ...bytes];
const block = (number: number, bytes: readonly number[]): number[] => [
  ...varint(number * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const text = (number: number, value: string): number[] => block(number, [...new TextEncoder().encode(value)]);

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) + 0x80, ...varint(Math.floor(value / 0x80))];
}

const opset = block(8, [...text(1, ''), ...field(2, 0, 13)]);
const input = block(11, [
  ...text(1, 'x'),
  ...block(2, block(1, [...field(1, 0, 1), ...block(2, block(1, field(1, 0, 2)))])),
]);

/** A file with one Add of the input and a weight given as TensorProto fields. */
function fileWith(tensor: readonly number[]): Uint8Array {
  const add = block(1, [...text(1, 'x'), ...text(1, 'w'), ...text(2, 'y'), ...text(4, 'Add')]);
  const output = block(12, text(1, 'y'));
  return Uint8Array.from([
    ...field(1, 0, 8),
    ...opset,
    ...block(7, [...add, ...block(5, [...tensor, ...text(8, 'w')]), ...input, ...output]),
  ]);
}

function weight(tensor: readonly number[]): Tensor {
  return readModel(fileWith(tensor)).constants.get('w')!;
}

const bytesOf = (values: ArrayBufferView): number[] => [...new Uint8Array(values.buffer)];
const dims2 = field(1, 0, 2);
const type = (code: number): number[] => field(2, 0, code);

describe('weights', () => {
  it('are read from raw bytes, at any alignment', () => {
    for (const pad of ['', 'a', 'ab', 'abc']) {
      expect([
        ...weight([...text(12, pad), ...dims2, ...type(1), ...block(9, bytesOf(Float32Array.of(1.5, -2)))])
          .data,
      ]).toEqual([1.5, -2]);
    }
    expect([...weight([...dims2, ...type(7), ...block(9, bytesOf(BigInt64Array.of(-1n, 5n)))]).data]).toEqual(
      [-1n, 5n],
    );
  });

  it('are read from typed fields, packed and not', () => {
    const one = bytesOf(Float32Array.of(1.5));
    expect([...weight([...dims2, ...type(1), ...block(4, [...one, ...one])]).data]).toEqual([1.5, 1.5]);
    expect([...weight([...dims2, ...type(1), ...field(4, 5, ...one), ...field(4, 5, ...one)]).data]).toEqual([
      1.5, 1.5,
    ]);
    expect([...weight([...dims2, ...type(11), ...block(10, bytesOf(Float64Array.of(0.1, 2)))]).data]).toEqual(
      [0.1, 2],
    );
    expect([...weight([...block(1, [2]), ...type(6), ...block(5, [3, ...varint(300)])]).data]).toEqual([
      3, 300,
    ]);
    expect([...weight([...dims2, ...type(9), ...field(5, 0, 1), ...field(5, 0, 0)]).data]).toEqual([1, 0]);
  });

  it('in half precision become float32', () => {
    const half = Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00);
    const wide = weight([...field(1, 0, 4), ...type(10), ...block(9, bytesOf(half))]);
    expect([wide.type, ...wide.data]).toEqual(['float32', 1, -2, 2 ** -24, Infinity]);
    const brain = weight([...dims2, ...type(16), ...block(9, bytesOf(Uint16Array.of(0x3fc0, 0xc000)))]);
    expect([brain.type, ...brain.data]).toEqual(['float32', 1.5, -2]);
    expect([
      ...weight([...dims2, ...type(10), ...block(5, [...varint(0x3c00), ...varint(0x4000)])]).data,
    ]).toEqual([1, 2]);
  });

  it('that do not match their dims are refused', () => {
    expect(() => weight([...field(1, 0, 3), ...type(1), ...block(9, bytesOf(Float32Array.of(1)))])).toThrow(
      'tensor "w": 1 numbers for dims [3]',
    );
    expect(() => weight([...dims2, ...type(1), ...block(9, [1, 2, 3])])).toThrow(
      'not whole numbers of 4 bytes',
    );
    const huge = [...field(1, 0, ...varint(2 ** 40)), ...field(1, 0, ...varint(2 ** 40))];
    expect(() => weight([...huge, ...type(1)])).toThrow('absurd');
    expect(() => weight([...dims2, ...type(8)])).toThrow('tensor type 8; supported: float32');
    expect(() => weight([...dims2, ...type(1), ...field(14, 0, 1)])).toThrow('its data is in');
  });
});

describe('what is no ONNX file', () => {
  it.each([
    ['nothing', ''],
    ['text', 'hello world'],
    ['a web page', '<!DOCTYPE html><html>'],
    ['JSON', '{"a": 1}'],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1'],
    ['a picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ])('%s', (_, content) => {
    const read = () =>
      readModel(
        Uint8Array.from(content, (c) => c.charCodeAt(0)),
        { source: 'odd.onnx' },
      );
    expect(read).toThrow(OnnxGradError);
    expect(read).toThrow(/^odd\.onnx: this is not an ONNX file|^odd\.onnx: the file is cut short/);
  });

  it('says that a file is cut short', () => {
    const whole = fileWith([...dims2, ...type(1), ...block(9, bytesOf(Float32Array.of(1, 2)))]);
    expect(() => readModel(whole.subarray(0, whole.length - 5), { source: 'cut.onnx' })).toThrow(
      /^cut\.onnx: the file is cut short: \d+ bytes should follow, \d+ are left; fetch it again$/,
    );
  });
});

describe('a graph', () => {
  it('survives writing and reading', () => {
    const graph = graphOf({ x: [2, 3] }, (b) => {
      const scaled = b.node(
        'LeakyRelu',
        [b.node('Mul', ['x', b.constant(uniform([3], 1))], {}, 'a')],
        { alpha: 1 },
        'b',
      );
      return b.node('Transpose', [scaled], { perm: [1, 0] }, 'y');
    });
    const again = readModel(writeModel(graph), { source: graph.source });
    expect(again.nodes).toEqual(graph.nodes);
    expect([...again.constants]).toEqual([...graph.constants]);
    expect(again.types.get('x')).toEqual({ type: 'float32', dims: [2, 3] });
    expect([again.inputs, again.outputs, again.opset]).toEqual([['x'], ['y'], 17]);
  });

  it.each<DataType>([
    'float32',
    'float64',
    'int64',
    'uint64',
    'int32',
    'uint32',
    'int16',
    'uint16',
    'int8',
    'uint8',
    'bool',
  ])('keeps weights of type %s', (kind) => {
    const big = kind.endsWith('64') && kind !== 'float64';
    const lists = {
      float32: Float32Array,
      float64: Float64Array,
      int32: Int32Array,
      uint32: Uint32Array,
      int16: Int16Array,
      uint16: Uint16Array,
      int8: Int8Array,
      uint8: Uint8Array,
      bool: Uint8Array,
    };
    const data = big
      ? (kind === 'int64' ? BigInt64Array : BigUint64Array).of(1n, 0n)
      : lists[kind as keyof typeof lists].of(1, 0);
    const graph: Graph = {
      ...inputs({ x: [2] }),
      constants: new Map([['w', { type: kind, dims: [2], data }]]),
      outputs: ['w'],
    };
    const stored = [...readModel(writeModel(graph)).constants.values()];
    expect(stored).toEqual([{ type: kind, dims: [2], data }]);
  });

  it('reads an ArrayBuffer, as fetch gives it', () => {
    const bytes = writeModel(graphOf({ x: [2, 3] }, (b) => b.node('Relu', ['x'], {}, 'y')));
    expect(readModel(Uint8Array.from(bytes).buffer)).toEqual(readModel(bytes));
  });

  it('keeps names of dimensions', () => {
    const named: Graph = {
      ...graphOf({ x: [2, 3] }, (b) => b.node('Relu', ['x'], {}, 'y')),
      types: new Map([['x', { type: 'float32', dims: ['batch', null] }]]),
    };
    expect(readModel(writeModel(named)).types.get('x')).toEqual({ type: 'float32', dims: ['batch', null] });
  });
});
