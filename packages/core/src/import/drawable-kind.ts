import { InkceptionError } from '../error.ts';

/** What a file to be plotted is by its first bytes; its name, `file`, may say anything. Errors: `bad-image`. */
export function drawableKind(bytes: Uint8Array, file: string): 'png' | 'svg' {
  const head = String.fromCharCode(...bytes.subarray(0, 300));
  if (head.startsWith('\u0089PNG')) return 'png';
  // UTF-16 has a zero beside each letter, and all have marks before the first one.
  if (/^[\s\u00ef\u00bb\u00bf\u00fe\u00ff]*</.test(head.replaceAll('\u0000', ''))) return 'svg';
  throw new InkceptionError(
    'bad-image',
    `${file} is ${describeHead(bytes, head)}, expected an indexed PNG or an SVG`,
  );
}

function describeHead(bytes: Uint8Array, head: string): string {
  if (bytes.length === 0) return 'empty';
  if (head.startsWith('\u00ff\u00d8\u00ff')) return 'a JPEG: save it as PNG';
  if (head.startsWith('\u001f\u008b')) return 'compressed: unpack it with gunzip';
  return 'of another kind';
}
