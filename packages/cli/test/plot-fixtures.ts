import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeIndexedPng, hexToRgb } from '@inkception/core';
import { runMain, temporaryFolder, type Outcome } from './run-main.ts';

/** What tests of plots share: three discs on paper, pens for them, and where files go. */
export const folder = temporaryFolder();
export const picture = join(folder, 'picture.png');
export const [width, height] = [60, 80];
export const colours = ['#fffdf8', '#e0b020', '#c03040', '#203080'];

/** Three discs on paper. */
export const indices = Uint8Array.from({ length: width * height }, (_, i) => {
  const [x, y] = [i % width, Math.floor(i / width)];
  const inside = [1, 2, 3].findLast((k) => Math.hypot(x - 12 * k - 6, y - 20 * k) < 14);
  return inside ?? 0;
});
writeFileSync(picture, encodeIndexedPng({ width, height, indices }, colours.map(hexToRgb)));

export const pens = join(folder, 'pens.json');
writeFileSync(
  pens,
  JSON.stringify(['yellow', 'red', 'blue'].map((name, i) => ({ name, hex: colours[i + 1], widthMm: 0.5 }))),
);

export async function plot(...argv: string[]): Promise<Outcome> {
  return runMain(['plot', ...argv]);
}
