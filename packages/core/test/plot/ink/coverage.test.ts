import { describe, expect, it } from 'vitest';
import { measureCoverage } from '../../../src/plot/ink/coverage.ts';
import { drawMap, linePath, palette } from '../examples.ts';

const sheet = { widthMm: 20, heightMm: 20, marginMm: 0 };
const placement = { leftMm: 0, topMm: 0, pixelMm: 10 };
/** Black above paper. */
const map = drawMap(2, 2, (_, y) => (y === 0 ? 1 : 0));

const [black, red] = palette.flatMap((entry) => (entry.kind === 'pen' ? [entry.pen] : []));

/** A line across the sheet. */
const bar = (y: number): ReturnType<typeof linePath> => linePath(-20, y, 40, y);

describe('measureCoverage', () => {
  const drawn = (y: number, other: number | null = null): Parameters<typeof measureCoverage>[0] => ({
    sheet,
    layers: [
      { pen: black!, paths: [bar(y)] },
      { pen: red!, paths: other === null ? [] : [bar(other)] },
    ],
  });

  it('counts all paper that shows where ink was meant', () => {
    const { bare, strayed, error } = measureCoverage(drawn(5), map, palette, placement);
    expect(bare).toBeCloseTo(0.5 * (1 - 0.4 / 10), 3);
    expect(strayed).toBe(0);
    expect(error).toBe(bare);
  });

  it('counts ink on paper, and ink of another pen also where the right one is', () => {
    const { bare, strayed, error } = measureCoverage(drawn(5, 15), map, palette, placement);
    expect(strayed).toBeCloseTo(0.7 / 20, 3);
    expect(error).toBeCloseTo(bare + strayed, 9);
    const over = measureCoverage(drawn(5, 5), map, palette, placement);
    expect(over.strayed).toBeCloseTo(0.7 / 20, 3);
    expect(over.error).toBeCloseTo(0.5, 3);
  });

  it('knows pens by what they are, whichever records they are', () => {
    const known = measureCoverage(drawn(5, 5), map, palette, placement);
    expect(known.bare).toBeLessThan(0.5);
    expect(measureCoverage(drawn(5, 5), map, structuredClone(palette), placement)).toEqual(known);
  });

  it('has a layer for each of two pens that are the same', () => {
    const twins = [palette[0]!, palette[1]!, structuredClone(palette[1]!)];
    const layers = [drawn(5).layers[0]!, { pen: black!, paths: [bar(15)] }];
    const below = drawMap(2, 2, (_, y) => (y === 0 ? 1 : 2));
    const { strayed, bare } = measureCoverage({ sheet, layers }, below, twins, placement);
    expect(strayed).toBe(0);
    expect(bare).toBeCloseTo(1 - 0.4 / 10, 3);
  });

  it('refuses a map with a pen that the drawing has not', () => {
    const yellow = drawMap(2, 2, () => 3);
    expect(() => measureCoverage(drawn(5), yellow, palette, placement)).toThrow(
      expect.objectContaining({
        code: 'bad-pens',
        message: expect.stringMatching(/no layer for yellow #f4d35e of 0\.3 mm/) as unknown,
      }),
    );
  });

  it('refuses a drawing without pens', () => {
    expect(() => measureCoverage({ sheet, layers: [] }, map, palette, placement)).toThrow(
      expect.objectContaining({ code: 'bad-size' }),
    );
  });
});
