import { inflateSync } from 'node:zlib';

export interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** The chunks of a PNG, read by the letter of the standard and by nothing else. */
export function pngChunks(png: Uint8Array): Chunk[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

export function chunkOf(png: Uint8Array, type: string): Uint8Array {
  const found = pngChunks(png).filter((chunk) => chunk.type === type);
  if (found.length !== 1) throw new Error(`${found.length} ${type} chunks`);
  return found[0]!.data;
}

/** Rows of an unfiltered PNG without their filter bytes. */
export function plainRows(png: Uint8Array, rowBytes: number): number[] {
  const raw = inflateSync(chunkOf(png, 'IDAT'));
  const rows: number[] = [];
  for (let at = 0; at < raw.length; at += rowBytes + 1) {
    if (raw[at] !== 0) throw new Error(`row filter ${raw[at]!}`);
    rows.push(...raw.subarray(at + 1, at + 1 + rowBytes));
  }
  return rows;
}
