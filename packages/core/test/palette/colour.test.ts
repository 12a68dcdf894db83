import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InkceptionError } from '../../src/error.ts';
import {
  deltaE,
  hexToRgb,
  rgbToBytes,
  rgbToHex,
  rgbToLab,
  toByte,
  type Lab,
  type Rgb,
} from '../../src/palette/colour.ts';

const byte = fc.integer({ min: 0, max: 255 });
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const rgb = fc.tuple(unit, unit, unit);

describe('hex codes', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(byte, byte, byte, (r, g, b) => {
        const hex = rgbToHex([r / 255, g / 255, b / 255]);
        expect(hex).toMatch(/^#[0-9a-f]{6}$/);
        expect(rgbToBytes(hexToRgb(hex))).toEqual([r, g, b]);
      }),
    );
  });

  it('may be short and in capitals', () => {
    expect(hexToRgb('#F0a')).toEqual([1, 0, 170 / 255]);
    expect(hexToRgb('#F0a')).toEqual(hexToRgb('#ff00AA'));
  });

  it('are refused when they are none, saying what was given', () => {
    for (const bad of ['', '#', 'red', 'e63946', '#e6394', '#e639461', '#gggggg', ' #fff', '#fff\n']) {
      expect(() => hexToRgb(bad)).toThrow(InkceptionError);
      expect(() => hexToRgb(bad)).toThrow(`${JSON.stringify(bad)} is no colour, expected "#rrggbb"`);
    }
  });

  it('are within half a byte of any colour, and clip what is beyond', () => {
    fc.assert(
      fc.property(rgb, (colour) => {
        const back = hexToRgb(rgbToHex(colour));
        back.forEach((value, c) => {
          expect(Math.abs(value - colour[c]!)).toBeLessThanOrEqual(0.5 / 255 + 1e-9);
        });
      }),
    );
    expect(rgbToHex([-1, 2, NaN])).toBe('#00ff00');
    expect([toByte(Infinity), toByte(-Infinity)]).toEqual([255, 0]);
  });
});

describe('Lab', () => {
  it('has white at 100, black at 0 and greys on the axis', () => {
    expect(rgbToLab([1, 1, 1])[0]).toBeCloseTo(100, 3);
    expect(rgbToLab([0, 0, 0])).toEqual([0, 0, 0]);
    fc.assert(
      fc.property(unit, (grey) => {
        const [, a, b] = rgbToLab([grey, grey, grey]);
        expect(Math.hypot(a, b)).toBeLessThan(0.02);
      }),
    );
  });

  it('agrees with the formulas of IEC 61966-2-1 and CIE 15', () => {
    fc.assert(
      fc.property(rgb, (colour) => {
        const expected = labByTheBook(colour);
        rgbToLab(colour).forEach((value, i) => {
          expect(Math.abs(value - expected[i]!)).toBeLessThan(0.05);
        });
      }),
    );
  });
});

describe('CIEDE2000', () => {
  // Sharma, Wu, Dalal 2005, table 1: pairs chosen to show every usual mistake in the formula.
  const pairs: readonly (readonly [Lab, Lab, number])[] = [
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 3.1571, -77.2803], [50, 0, -82.7485], 2.8615],
    [[50, 2.8361, -74.02], [50, 0, -82.7485], 3.4412],
    [[50, -1.3802, -84.2814], [50, 0, -82.7485], 1],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
    [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[50, 2.5, 0], [61, -5, 29], 22.8977],
    [[50, 2.5, 0], [56, -27, -3], 31.903],
    [[50, 2.5, 0], [58, 24, 15], 19.4535],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
    [[90.8027, -2.0831, 1.441], [91.1528, -1.6435, 0.0447], 1.4441],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ];

  it.each(pairs)('of %j and %j is %d', (left, right, expected) => {
    expect(deltaE(left, right)).toBeCloseTo(expected, 4);
    expect(deltaE(right, left)).toBeCloseTo(expected, 4);
  });
});

function labByTheBook(colour: Rgb): number[] {
  const [r, g, b] = colour.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  const x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047;
  const y = 0.2126729 * r + 0.7151522 * g + 0.072175 * b;
  const z = (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883;
  const [fx, fy, fz] = [x, y, z].map((t) =>
    t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116,
  ) as [number, number, number];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}
