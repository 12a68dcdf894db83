import { describe, expect, it } from 'vitest';
import { OnnxGradError, readModel, type ExternalFiles, type Graph } from '../../src/index.ts';

/** Protobuf by hand, so that the reader is not tested with the writer alone. */
const varint = (value: number): number[] =>
  value < 0x80 ? [value] : [(value % 0x80) + 0x80, ...varint(Math.floor(value / 0x80))];
const int = (number: number, value: number): number[] => [...varint(number * 8), ...varint(value)];
const block = (number: number, bytes: readonly number[]): number[] => [
  ...varint(number * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const text = (number: number, value: string): number[] => block(number, [...new TextEncoder().encode(value)]);
const entry = ([key, value]: [string, string]): number[] => block(13, [...text(1, key), ...text(2, value)]);

/** A network that adds the weights `w`, two numbers of type `code` that are somewhere else. */
function read(entries: Record<string, string>, external?: ExternalFiles, code = 1): Graph {
  const tensor = [
    ...int(1, 2),
    ...int(2, code),
    ...text(8, 'w'),
    ...Object.entries(entries).flatMap(entry),
    ...int(14, 1),
  ];
  const add = block(1, [...text(1, 'x'), ...text(1, 'w'), ...text(2, 'y'), ...text(4, 'Add')]);
  const type = block(2, block(1, [...int(1, 1), ...block(2, block(1, int(1, 2)))]));
  const input = block(11, [...text(1, 'x'), ...type]);
  const graph = [...add, ...block(5, tensor), ...input, ...block(12, text(1, 'y'))];
  const opset = block(8, [...text(1, ''), ...int(2, 13)]);
  return readModel(Uint8Array.from([...int(1, 8), ...opset, ...block(7, graph)]), {
    source: 'net.onnx',
    ...(external && { external }),
  });
}

const numbers = new Uint8Array(Float32Array.of(9, 1.5, -2, 7).buffer);
const files: ExternalFiles = (location) => (location === 'data/w.bin' ? numbers : undefined);

/** The message of the `external-data` error. */
function refusal(entries: Record<string, string>, external?: ExternalFiles): string {
  try {
    read(entries, external);
  } catch (error) {
    if (error instanceof OnnxGradError && error.code === 'external-data') return error.message;
    throw error;
  }
  return 'nothing was refused';
}

describe('weights in other files', () => {
  it('are read from where the model says', () => {
    const location = 'data/w.bin';
    const weights = (entries: Record<string, string>): number[] =>
      Array.from(read({ location, ...entries }, files).constants.get('w')!.data, Number);
    expect(weights({ offset: '4', length: '8' })).toEqual([1.5, -2]);
    expect(weights({ length: '8' })).toEqual([9, 1.5]);
    expect(weights({ offset: '8' })).toEqual([-2, 7]);
    expect(weights({ offset: '4', length: '8', checksum: 'abc' })).toEqual([1.5, -2]);
  });

  it('in half precision are widened, at any alignment', () => {
    const halves = Uint8Array.of(0, ...new Uint8Array(Uint16Array.of(0x3c00, 0xc000).buffer));
    const graph = read({ location: 'w', offset: '1', length: '4' }, () => halves, 10);
    expect(Array.from(graph.constants.get('w')!.data, Number)).toEqual([1, -2]);
  });

  it.each([
    '/etc/passwd',
    '../../etc/passwd',
    'a/../../b',
    '..',
    'a\\b',
    '..\\b',
    'C:/b',
    'C:b',
    'file:///b',
    'a\u0000b',
    '',
  ])('outside the folder are never asked for: %j', (location) => {
    const asked: string[] = [];
    const message = refusal({ location }, (path) => {
      asked.push(path);
      return numbers;
    });
    expect(message).toContain(`net.onnx: tensor "w": its data is in "${location}"`);
    expect(asked).toEqual([]);
  });

  it('that cannot be had say what to do', () => {
    expect(refusal({ location: 'data/w.bin' })).toContain('give readModel the option external, or merge');
    expect(refusal({ location: 'data/v.bin' }, files)).toContain('there is no such file');
    expect(refusal({})).toContain("no path inside the model's folder");
  });

  it.each([
    { offset: '12', length: '8' },
    { offset: '17' },
    { offset: '-4' },
    { offset: '1e3' },
    { length: '99999999999999999999' },
    { offset: '999999999999999', length: '999999999999999' },
  ])('of which too much is wanted are refused: %o', (range) => {
    expect(refusal({ location: 'data/w.bin', ...range }, files)).toContain('net.onnx: tensor "w"');
  });

  it('of another size than the shape are refused', () => {
    expect(() => read({ location: 'data/w.bin' }, files)).toThrow('4 numbers for dims [2]');
    expect(() => read({ location: 'data/w.bin', length: '7' }, files)).toThrow(
      'not whole numbers of 4 bytes',
    );
  });
});
