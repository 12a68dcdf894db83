import { describe, expect, it } from 'vitest';
import type { PaletteEntry } from '../../src/palette/pen.ts';
import type { FillName } from '../../src/plot/fills/fills.ts';
import { plotIndexMap } from '../../src/plot/plot.ts';

const map = { width: 20, height: 20, indices: new Uint8Array(400) };
const sheet = { widthMm: 420, heightMm: 420, marginMm: 10 };
const palette = (widthMm: number): PaletteEntry[] => [
  { kind: 'pen', pen: { name: 'ink', hex: '#102030', widthMm } },
];

describe('a plot without end', () => {
  it.each([
    [0.01, 'outline', 'expected at least 0.02'],
    [NaN, 'outline', 'expected at least 0.02'],
    [0.05, 'stipple', 'too fine to stipple'],
    [0.05, 'stipple-line', 'too fine'],
    [0.1, 'scribble', 'too fine'],
    [0.05, 'spiral', 'too fine to spiral'],
    [0.05, 'flow', 'too fine'],
  ] as [number, FillName, string][])('is refused: a pen of %d mm, %s', (widthMm, fill, fault) => {
    expect(() => plotIndexMap(map, palette(widthMm), sheet, { fill })).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(fault) as string }),
    );
  });

  it('is not one with the pitch that the error names', () => {
    const message = (hatchPitch: number): string => {
      try {
        plotIndexMap(
          map,
          palette(0.2),
          { ...sheet, widthMm: 4000, heightMm: 4000 },
          { fill: 'stipple', hatchPitch },
        );
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return '';
    };
    expect(message(9.8)).toMatch(/--pitch of 9\.9/);
  });
});
