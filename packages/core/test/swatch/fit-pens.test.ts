import { describe, expect, it } from 'vitest';
import type { Rgb8Image } from '../../src/export/png.ts';
import { renderPreview } from '../../src/export/preview.ts';
import { deltaE, hexToRgb, rgbToLab } from '../../src/palette/colour.ts';
import type { Pen } from '../../src/palette/pen.ts';
import { seededRandom } from '../../src/random.ts';
import { fitPens } from '../../src/swatch/fit-pens.ts';
import { planeMap, type Point } from '../../src/swatch/homography.ts';
import { swatchDrawing } from '../../src/swatch/swatch-drawing.ts';

const sheet = { widthMm: 105, heightMm: 148, marginMm: 15 };

const real: Pen[] = [
  { name: 'yellow', hex: '#f0cf30', widthMm: 0.5 },
  { name: 'red', hex: '#c8303c', widthMm: 0.45 },
  { name: 'blue', hex: '#2858a8', widthMm: 0.6 },
  { name: 'white gel', hex: '#f2f2ee', widthMm: 0.8, opaque: true },
  { name: 'black', hex: '#26262a', widthMm: 0.35 },
];

/** What their owner thought they were: all colours off, lines 0.1 mm finer. */
const guessed = real.map((pen, i): Pen => ({
  ...pen,
  hex: ['#ffff00', '#ff0000', '#0000ff', '#ffffff', '#000000'][i]!,
}));

/** A scan: the sheet turned, scaled, in perspective, on cream paper under uneven light, with noise. */
function scanOf(
  sheetPicture: Rgb8Image,
  corners: readonly Point[],
  width: number,
  height: number,
): Rgb8Image {
  const { width: w, height: h } = sheetPicture;
  const back = planeMap(corners, [
    [0, 0],
    [w, 0],
    [w, h],
    [0, h],
  ])!;
  const random = seededRandom(5);
  const data = new Uint8Array(3 * width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      const light = 0.97 - 0.12 * (x / width) - 0.1 * (y / height) ** 2;
      const [u, v] = back(x + 0.5, y + 0.5);
      for (let c = 0; c < 3; c++) {
        const seen = smooth(sheetPicture, u - 0.5, v - 0.5, c) * light * [1, 0.97, 0.9][c]!;
        data[i + c] = Math.max(0, Math.min(255, Math.round(255 * seen ** (1 / 2.2) + 3 * random.normal())));
      }
    }
  }
  return { width, height, data };
}

/** Linear light between the pixels. */
function smooth({ width, height, data }: Rgb8Image, x: number, y: number, c: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (px: number, py: number): number =>
    px < 0 || py < 0 || px >= width || py >= height ? 1 : (data[3 * (py * width + px) + c]! / 255) ** 2.2;
  const [u, v] = [x - left, y - top];
  const upper = (1 - u) * at(left, top) + u * at(left + 1, top);
  const lower = (1 - u) * at(left, top + 1) + u * at(left + 1, top + 1);
  return (1 - v) * upper + v * lower;
}

const previewPixelsPerMm = 8;
const picture = renderPreview(swatchDrawing(real, sheet), {
  paperHex: '#ffffff',
  pixelsPerMm: previewPixelsPerMm,
});

function turned(degrees: number, pixelsPerMm: number): Point[] {
  const scale = pixelsPerMm / previewPixelsPerMm;
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [w, h] = [picture.width / 2, picture.height / 2];
  return (
    [
      [-w, -h],
      [w, -h],
      [w, h],
      [-w, h],
    ] as const
  ).map(([x, y]) => [325 + scale * (cos * x - sin * y), 450 + scale * (sin * x + cos * y)]);
}

function expectReal(fitted: ReturnType<typeof fitPens>): void {
  fitted.forEach(({ pen, deltaE: change }, i) => {
    const off = deltaE(rgbToLab(hexToRgb(pen.hex)), rgbToLab(hexToRgb(real[i]!.hex)));
    expect(off, `${pen.name} ${pen.hex}`).toBeLessThan(2.5);
    expect(pen.source).toBe('measured');
    const toGuess = deltaE(rgbToLab(hexToRgb(pen.hex)), rgbToLab(hexToRgb(guessed[i]!.hex)));
    expect(change).toBeCloseTo(toGuess, 9);
  });
}

describe('fitPens', () => {
  it.each([
    ['straight', turned(0, 5.9)],
    ['turned by 2.5 degrees', turned(2.5, 5.7)],
    ['upside down', turned(181.5, 5.7)],
    [
      'in perspective',
      turned(-1, 5.8).map(([x, y], i): Point => [x + [6, -4, 9, 0][i]!, y + [0, 5, -7, 4][i]!]),
    ],
  ])('reads colours from a scan that lies %s', (_, corners) => {
    expectReal(fitPens(scanOf(picture, corners, 650, 900), guessed, sheet));
  });

  it('measures how wide lines really are', () => {
    // The sheet was laid out for pens of these widths, but drawn by others.
    const nominal = real.map((pen) => ({ ...pen, widthMm: 0.5 }));
    const drawn = swatchDrawing(nominal, sheet);
    const layers = drawn.layers.map(({ paths }, i) => ({ pen: real[i]!, paths }));
    // Fine, as the preview's own soft edges are not those of a scanner.
    const seen = renderPreview(
      { ...drawn, layers },
      { paperHex: '#ffffff', pixelsPerMm: 2 * previewPixelsPerMm },
    );
    const fitted = fitPens(scanOf(seen, turned(1, 5.9), 650, 900), nominal, sheet);
    for (const i of [1, 2, 4]) expect(fitted[i]!.pen.widthMm).toBeCloseTo(real[i]!.widthMm, 1);
    expect(fitted[3]!.pen.widthMm).toBe(0.5);
  });

  it('says what is wrong with a scan without marks, or of another sheet', () => {
    const blank = { width: 400, height: 500, data: new Uint8Array(3 * 400 * 500).fill(250) };
    expect(() => fitPens(blank, real, sheet)).toThrow(
      expect.objectContaining({
        code: 'bad-image',
        message: expect.stringContaining('registration marks') as string,
      }),
    );
    const scan = scanOf(picture, turned(0, 5.9), 650, 900);
    expect(() => fitPens(scan, real, { widthMm: 210, heightMm: 210, marginMm: 15 })).toThrow(
      expect.objectContaining({ code: 'bad-image', message: expect.stringContaining('--paper') as string }),
    );
    // of a smaller margin: all patches would be paper, and every pen white
    expect(() => fitPens(scan, real, { ...sheet, marginMm: 8 })).toThrow(
      expect.objectContaining({
        code: 'bad-image',
        message: expect.stringContaining('--margin') as string,
      }),
    );
  });
});
