import { OnnxGradError } from '../error.ts';
import { decodeText } from './text.ts';
import { expectBytes, fields } from './wire.ts';

/** The bytes of a file beside the model, by the path the model gives ('weights/a.bin'); undefined when there is none. */
export type ExternalFiles = (location: string) => Uint8Array | undefined;

/** What the file says about data kept elsewhere: location, offset, length, checksum. */
export type ExternalEntries = ReadonlyMap<string, string>;

/** A StringStringEntryProto. */
export function decodeEntry(bytes: Uint8Array): [string, string] {
  const entry: [string, string] = ['', ''];
  for (const field of fields(bytes)) {
    if (field.number === 1 || field.number === 2) entry[field.number - 1] = decodeText(expectBytes(field));
  }
  return entry;
}

/** The bytes of one tensor. Only paths that stay in the model's folder are asked for. Errors: `external-data`. */
export function readExternal(tensor: string, entries: ExternalEntries, files?: ExternalFiles): Uint8Array {
  const location = entries.get('location') ?? '';
  const fail = (text: string): never => {
    throw new OnnxGradError('external-data', `tensor "${tensor}": its data is in "${location}": ${text}`);
  };
  if (!staysInside(location)) fail("that is no path inside the model's folder; merge it with the model");
  if (!files)
    fail('give readModel the option external, or merge the files: onnx.save(onnx.load(path), path)');
  const bytes = files?.(location) ?? fail('there is no such file');
  const offset = count(entries.get('offset') ?? '0') ?? fail('its offset is no whole number');
  const length = count(entries.get('length') ?? String(Math.max(0, bytes.length - offset)));
  if (length === undefined || offset + length > bytes.length)
    return fail(`${entries.get('length') ?? ''} bytes from ${offset} are not in its ${bytes.length} bytes`);
  return bytes.subarray(offset, offset + length);
}

/** No absolute paths or drives, no way up, no backslashes, no control characters. */
function staysInside(location: string): boolean {
  const plain = /^[^\\:\p{Cc}]+$/u.test(location);
  return plain && !location.startsWith('/') && !location.split('/').includes('..');
}

function count(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
