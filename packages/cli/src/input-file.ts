import { readFileSync } from 'node:fs';
import { decodeRgb8Png, type Rgb8Image } from '@inkception/core';
import { fileError } from './cli-error.ts';

/** The bytes of a file that the user named; `what` begins the error. Errors: `file`. */
export function readInput(path: string, what: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw fileError(error, what, path);
  }
}

/** The picture in a PNG file; `what` begins the error. Errors: `file`, `bad-image`. */
export function readPicture(path: string, what: string): Rgb8Image {
  return decodeRgb8Png(readInput(path, what), path);
}
