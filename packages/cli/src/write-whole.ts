import { renameSync, writeFileSync } from 'node:fs';
import { fileError } from './cli-error.ts';

/** Writes a file whole or not at all: under another name first. Errors: `file`. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(`${path}.partial`, content);
    renameSync(`${path}.partial`, path);
  } catch (error) {
    throw fileError(error, 'cannot write', path);
  }
}
