import { OnnxGradError } from '../error.ts';

/** How a type is stored: its ONNX number and its typed array. Half floats are widened to float32 on reading. */
const storage = {
  float32: { code: 1, array: Float32Array },
  uint8: { code: 2, array: Uint8Array },
  int8: { code: 3, array: Int8Array },
  uint16: { code: 4, array: Uint16Array },
  int16: { code: 5, array: Int16Array },
  int32: { code: 6, array: Int32Array },
  int64: { code: 7, array: BigInt64Array },
  bool: { code: 9, array: Uint8Array },
  float64: { code: 11, array: Float64Array },
  uint32: { code: 12, array: Uint32Array },
  uint64: { code: 13, array: BigUint64Array },
} as const;

export type DataType = keyof typeof storage;
export type TensorData =
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** Numbers with a shape, row-major. `bool` is stored as bytes 0 and 1. */
export interface Tensor {
  readonly type: DataType;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

const dataTypes = Object.keys(storage) as DataType[];

/** The ONNX number of a type. */
export function typeCode(type: DataType): number {
  return storage[type].code;
}

/** The type of an ONNX number; float16 (10) and bfloat16 (16) are read as float32. */
export function typeOfCode(code: number): DataType {
  if (code === FLOAT16 || code === BFLOAT16) return 'float32';
  const type = dataTypes.find((name) => storage[name].code === code);
  if (!type)
    throw new OnnxGradError('unsupported-type', `tensor type ${code}; supported: ${dataTypes.join(', ')}`);
  return type;
}

/** No tensor of a network has more axes. */
export const mostAxes = 32;

export const FLOAT16 = 10;
export const BFLOAT16 = 16;

export function isFloat(type: DataType): boolean {
  return type === 'float32' || type === 'float64';
}

/** The number of elements of a shape. */
export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, size) => product * size, 1);
}

/** A zeroed array for a type. */
export function allocate(type: DataType, length: number): TensorData {
  return new storage[type].array(length);
}

/** An array of a type that reads `bytes`; shares their memory where alignment allows. */
export function viewAs(type: DataType, bytes: Uint8Array): TensorData {
  const { array } = storage[type];
  const aligned = bytes.byteOffset % array.BYTES_PER_ELEMENT === 0 ? bytes : new Uint8Array(bytes);
  return new array(
    aligned.buffer as ArrayBuffer,
    aligned.byteOffset,
    aligned.byteLength / array.BYTES_PER_ELEMENT,
  );
}

export function bytesPerElement(type: DataType): number {
  return storage[type].array.BYTES_PER_ELEMENT;
}

/** A tensor from numbers, rounded and clamped to what the type holds. */
export function tensorOf(type: DataType, dims: readonly number[], values: ArrayLike<number>): Tensor {
  const data = allocate(type, values.length);
  for (let i = 0; i < values.length; i++) store(data, i, values[i]!);
  return { type, dims, data };
}

/** A one-dimensional int64 tensor, ONNX's way to write shapes and axes. */
export function int64s(values: readonly number[]): Tensor {
  return tensorOf('int64', [values.length], values);
}

/** Writes a number; 64-bit integers saturate, as INT64_MAX means "to the end" in Slice. */
export function store(data: TensorData, i: number, value: number): void {
  if (data instanceof BigInt64Array) data[i] = clampBig(value, -(2n ** 63n), 2n ** 63n - 1n);
  else if (data instanceof BigUint64Array) data[i] = clampBig(value, 0n, 2n ** 64n - 1n);
  else data[i] = value;
}

function clampBig(value: number, low: bigint, high: bigint): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value <= Number(low)) return low;
  return value >= Number(high) ? high : BigInt(Math.trunc(value));
}

/** The elements as JavaScript numbers. */
export function numbersOf(tensor: Tensor): number[] {
  return Array.from(tensor.data as ArrayLike<number | bigint>, Number);
}
