import type { RgbImage } from '../image.ts';
import { letterAdvance, letterHeight, letterPixels } from './tiny-font.ts';

/** Where tiles lie on a sheet, px. */
export interface SheetLayout {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  /** Upper left corner of the tile at a place in the order. */
  readonly at: (place: number) => { readonly x: number; readonly y: number };
}

const gap = 6;
const letterScale = 2;
/** Of names that would not fit otherwise. */
const smallScale = 1;
const labelHeight = letterScale * letterHeight + 4;
const ink = 0.25;

/** A sheet about as wide as high. */
export function layOut(count: number, size: number): SheetLayout {
  const columns = Math.max(1, Math.ceil(Math.sqrt((count * (size + gap + labelHeight)) / (size + gap))));
  const rows = Math.ceil(count / columns);
  const at = (place: number): { x: number; y: number } => ({
    x: gap + (place % columns) * (size + gap),
    y: gap + Math.floor(place / columns) * (size + gap + labelHeight),
  });
  return {
    columns,
    width: gap + columns * (size + gap),
    height: gap + rows * (size + gap + labelHeight),
    at,
  };
}

/**
 * Tiles on white, each with its number or its name below, a long one in small letters, and as much of it as fits; one
 * that is not there yet leaves its place empty.
 */
export function composeSheet(
  channels: readonly number[],
  size: number,
  tileOf: (channel: number) => RgbImage | null,
  nameOf: (channel: number) => string = String,
): RgbImage {
  const { width, height, at } = layOut(channels.length, size);
  const sheet = { width, height, data: new Float32Array(3 * width * height).fill(1) };
  channels.forEach((channel, place) => {
    const { x, y } = at(place);
    const tile = tileOf(channel);
    if (tile) paste(tile, sheet, x, y);
    label(nameOf(channel), size, sheet, x, y + size + 3);
  });
  return sheet;
}

function label(name: string, width: number, onto: RgbImage, x: number, y: number): void {
  const scale = name.length * letterScale * letterAdvance <= width ? letterScale : smallScale;
  const reach = width + gap / 2 + 1; // half way to the next name, and the last letter needs no space behind it
  write(name.slice(0, reach / (scale * letterAdvance)), onto, { x, y, scale });
}

function paste(tile: RgbImage, onto: RgbImage, x: number, y: number): void {
  for (let c = 0; c < 3; c++) {
    for (let row = 0; row < tile.height; row++) {
      const from = (c * tile.height + row) * tile.width;
      const to = (c * onto.height + y + row) * onto.width + x;
      onto.data.set(tile.data.subarray(from, from + tile.width), to);
    }
  }
}

function write(
  text: string,
  onto: RgbImage,
  { x, y, scale }: { readonly x: number; readonly y: number; readonly scale: number },
): void {
  for (const [px, py] of letterPixels(text)) {
    for (let c = 0; c < 3; c++) {
      for (let row = 0; row < scale; row++) {
        const start = (c * onto.height + y + py * scale + row) * onto.width + x + px * scale;
        onto.data.fill(ink, start, start + scale);
      }
    }
  }
}
