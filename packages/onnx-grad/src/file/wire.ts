import { OnnxGradError } from '../error.ts';
import { encodeText } from './text.ts';

/** One protobuf field: numbers arrive in `int`, everything of a length in `bytes` (fixed-width numbers too). */
export interface Field {
  readonly number: number;
  readonly wire: number;
  readonly int: bigint;
  readonly bytes: Uint8Array;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

const nothing = new Uint8Array(0);

/** The fields of a message, in file order. Errors: `truncated`, `not-onnx`. */
export function* fields(bytes: Uint8Array): Generator<Field> {
  const reader = new Reader(bytes);
  while (!reader.done()) {
    const tag = Number(reader.varint());
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (number < 1 || number > 1000)
      throw new OnnxGradError('not-onnx', `field number ${number} is none of ONNX's`);
    yield { number, wire, ...reader.payload(wire) };
  }
}

/** The numbers of a repeated integer field, packed or not. */
export function varints(field: Field): bigint[] {
  if (field.wire === VARINT) return [field.int];
  const reader = new Reader(expectBytes(field));
  const values: bigint[] = [];
  while (!reader.done()) values.push(reader.varint());
  return values;
}

/** The bytes of a string, message or packed field. */
export function expectBytes(field: Field): Uint8Array {
  if (field.wire !== BYTES) throw new OnnxGradError('not-onnx', `field ${field.number} should have a length`);
  return field.bytes;
}

/** Reads on from `at`: the only mutable state of decoding. */
class Reader {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  done(): boolean {
    return this.at >= this.bytes.length;
  }

  varint(): bigint {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.take(1)[0]!;
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt(low);
    }
    return this.longVarint(BigInt(low));
  }

  private longVarint(low: bigint): bigint {
    let value = low;
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.take(1)[0]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    throw new OnnxGradError('not-onnx', 'a number has more than 64 bits');
  }

  payload(wire: number): { int: bigint; bytes: Uint8Array } {
    if (wire === VARINT) return { int: this.varint(), bytes: nothing };
    if (wire === FIXED64) return { int: 0n, bytes: this.take(8) };
    if (wire === FIXED32) return { int: 0n, bytes: this.take(4) };
    if (wire === BYTES) return { int: 0n, bytes: this.take(Number(this.varint())) };
    throw new OnnxGradError('not-onnx', `wire type ${wire} is none of ONNX's`);
  }

  private take(length: number): Uint8Array {
    if (length < 0 || length > this.bytes.length - this.at) {
      const left = this.bytes.length - this.at;
      throw new OnnxGradError('truncated', `${length} bytes should follow, ${left} are left`);
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

/** A message under construction: pieces that `join` lays end to end, so that weights are copied once. */
export type Piece = Uint8Array;

export function varintField(number: number, value: bigint | number): Piece[] {
  return [varint(BigInt(number * 8 + VARINT)), varint(BigInt.asUintN(64, BigInt(value)))];
}

export function floatField(number: number, value: number): Piece[] {
  return [varint(BigInt(number * 8 + FIXED32)), new Uint8Array(Float32Array.of(value).buffer)];
}

export function bytesField(number: number, pieces: readonly Piece[]): Piece[] {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return [varint(BigInt(number * 8 + BYTES)), varint(BigInt(length)), ...pieces];
}

export function textField(number: number, text: string): Piece[] {
  return bytesField(number, [encodeText(text)]);
}

export function join(pieces: readonly Piece[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

function varint(value: bigint): Piece {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(rest)]);
}
