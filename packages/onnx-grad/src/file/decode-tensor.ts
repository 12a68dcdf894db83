import { OnnxGradError } from '../error.ts';
import { decodeEntry, readExternal, type ExternalFiles } from './external.ts';
import { widenBfloat16, widenFloat16 } from './half.ts';
import { decodeText } from './text.ts';
import {
  BFLOAT16,
  FLOAT16,
  bytesPerElement,
  mostAxes,
  sizeOf,
  tensorOf,
  typeOfCode,
  viewAs,
  type DataType,
  type Tensor,
  type TensorData,
} from './tensor.ts';
import { expectBytes, fields, varints } from './wire.ts';

/** TensorProto as it stands in the file. */
interface RawTensor {
  name: string;
  code: number;
  dims: number[];
  raw: Uint8Array | undefined;
  floats: Uint8Array[];
  doubles: Uint8Array[];
  ints: bigint[];
  external: boolean;
  entries: Map<string, string>;
}

/** Reads a TensorProto, its data from `files` if it is not in it. Errors: `bad-tensor`, `unsupported-type`, `external-data`. */
export function decodeTensor(bytes: Uint8Array, files?: ExternalFiles): { name: string; tensor: Tensor } {
  const raw = readFields(bytes);
  const fail = (text: string): never => {
    throw new OnnxGradError('bad-tensor', `tensor "${raw.name}": ${text}`);
  };
  const type = typeOfCode(raw.code);
  const size = sizeOf(raw.dims);
  if (raw.dims.some((n) => n < 0) || size > 2 ** 31 || raw.dims.length > mostAxes)
    fail(`dims [${raw.dims.slice(0, mostAxes + 1).join(', ')}] are absurd`);
  if (raw.external) raw.raw = readExternal(raw.name, raw.entries, files);
  const data = dataOf(raw, type);
  if (data.length !== size) fail(`${data.length} numbers for dims [${raw.dims.join(', ')}]`);
  return { name: raw.name, tensor: { type, dims: raw.dims, data } };
}

function readFields(bytes: Uint8Array): RawTensor {
  const raw: RawTensor = {
    name: '',
    code: 0,
    dims: [],
    raw: undefined,
    floats: [],
    doubles: [],
    ints: [],
    external: false,
    entries: new Map(),
  };
  for (const field of fields(bytes)) {
    if (field.number === 1) for (const size of varints(field)) raw.dims.push(Number(size));
    else if (field.number === 2) raw.code = Number(field.int);
    else if (field.number === 4) raw.floats.push(field.bytes);
    else if (field.number === 5 || field.number === 7 || field.number === 11)
      for (const value of varints(field)) raw.ints.push(value);
    else if (field.number === 8) raw.name = decodeText(expectBytes(field));
    else if (field.number === 9) raw.raw = expectBytes(field);
    else if (field.number === 10) raw.doubles.push(field.bytes);
    else if (field.number === 13) raw.entries.set(...decodeEntry(expectBytes(field)));
    else if (field.number === 14) raw.external = field.int === 1n;
  }
  return raw;
}

function dataOf(raw: RawTensor, type: DataType): TensorData {
  const half = raw.code === FLOAT16 ? widenFloat16 : raw.code === BFLOAT16 ? widenBfloat16 : undefined;
  if (raw.raw) {
    const stored = half ? 'uint16' : type;
    checkWhole(raw, raw.raw.length, bytesPerElement(stored));
    return half ? half(viewAs(stored, raw.raw) as Uint16Array) : viewAs(type, raw.raw);
  }
  if (half) return half(Uint16Array.from(raw.ints, Number));
  if (type === 'float32') return joined(raw, type, raw.floats);
  if (type === 'float64') return joined(raw, type, raw.doubles);
  if (type === 'int64') return BigInt64Array.from(raw.ints);
  if (type === 'uint64') return BigUint64Array.from(raw.ints);
  return tensorOf(type, [], raw.ints.map(Number)).data;
}

/** Numbers given packed, one by one, or a mixture: all are little-endian bytes. */
function joined(raw: RawTensor, type: DataType, pieces: readonly Uint8Array[]): TensorData {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  checkWhole(raw, length, bytesPerElement(type));
  if (pieces.length === 1) return viewAs(type, pieces[0]!);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return viewAs(type, bytes);
}

function checkWhole(raw: RawTensor, bytes: number, each: number): void {
  if (bytes % each === 0) return;
  throw new OnnxGradError(
    'bad-tensor',
    `tensor "${raw.name}": ${bytes} bytes are not whole numbers of ${each} bytes`,
  );
}
