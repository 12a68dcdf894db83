import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  composeSheet,
  decodeIndexedPng,
  decodeRgbPng,
  fitWithin,
  paint,
  seededRandom,
  type Rgb8Image,
  type RgbImage,
} from '@inkception/core';
import { fewColoursPng } from './few-colours.ts';
import { option } from './options.ts';

/**
 * Sheets to name without labels: `npm run bench contact-sheets -- --in=FOLDER --pick=100 --a-sheet=50 --out=PREFIX`. Takes
 * pictures that `recognise` left, in an order that tells nothing, numbered; what they are stands in PREFIX.json, to be opened
 * last. PREFIX is FOLDER-sheet unless given: in the folder itself, sheets would be taken for pictures the next time.
 * `--named=yes`: every picture by its name instead. `--side=96`: of a picture, px.
 */
export function contactSheets(): void {
  const from = option('in') ?? join('out', 'recognise');
  const files = readdirSync(from).filter((name) => name.endsWith('.png'));
  const named = option('named') === 'yes';
  const chosen = (named ? files.toSorted() : shuffled(files)).slice(0, Number(option('pick') ?? 100));
  const prefix = option('out') ?? `${from}-sheet`;
  const each = Number(option('a-sheet') ?? 100);
  const side = Number(option('side') ?? 96);
  for (let start = 0; start < chosen.length; start += each) {
    const numbers = chosen.slice(start, start + each).map((_, i) => start + i);
    const tileOf = (i: number): RgbImage => fitWithin(readTruth(join(from, chosen[i]!)), side, side);
    const nameOf = (i: number): string => (named ? chosen[i]!.replace(/-\d+-\d+\.png$/, '') : String(i + 1));
    const sheet = composeSheet(numbers, side, tileOf, nameOf);
    writeFileSync(`${prefix}-${start / each + 1}.png`, fewColoursPng(bytesOf(sheet)));
  }
  if (!named) writeFileSync(`${prefix}.json`, `${JSON.stringify(chosen, null, 1)}\n`);
  console.log(`${chosen.length} of ${files.length} pictures in ${prefix}-1.png and on`);
}

function shuffled(names: readonly string[]): string[] {
  const random = seededRandom(7);
  const keyed = names.toSorted().map((name) => ({ name, key: random.uniform() }));
  return keyed.toSorted((one, other) => one.key - other.key).map(({ name }) => name);
}

/** PNG's colour type of pictures with a palette, in its header's byte 25. */
const indexedType = 3;

function readTruth(file: string): RgbImage {
  const bytes = readFileSync(file);
  if (bytes[25] !== indexedType) return decodeRgbPng(bytes); // strokes' are not
  const { map, colours } = decodeIndexedPng(bytes, file);
  return paint({ kind: 'map', map, colours });
}

function bytesOf({ width, height, data }: RgbImage): Rgb8Image {
  const plane = width * height;
  const bytes = Uint8Array.from({ length: 3 * plane }, (_, i) =>
    Math.round(255 * data[(i % 3) * plane + Math.floor(i / 3)]!),
  );
  return { width, height, data: bytes };
}
