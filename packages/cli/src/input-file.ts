import { readFileSync } from 'node:fs';
import { fileError } from './cli-error.ts';

/** The bytes of a file that the user named; `what` begins the error. Errors: `file`. */
export function readInput(path: string, what: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw fileError(error, what, path);
  }
}
