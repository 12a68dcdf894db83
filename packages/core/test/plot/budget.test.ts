import { describe, expect, it } from 'vitest';
import { plotWithin } from '../../src/plot/budget.ts';
import { plotTime } from '../../src/plot/machine/machine-time.ts';
import { plotIndexMap } from '../../src/plot/plot.ts';
import { blobs, palette, sheet } from './examples.ts';

const map = blobs(40, 30, 4, [
  { at: [0.4, 0.5], radius: 11, label: 1 },
  { at: [0.75, 0.4], radius: 8, label: 2 },
]);
const { seconds } = plotTime(plotIndexMap(map, palette, sheet));

describe('plotWithin', () => {
  it('gives up nothing where there is time', () => {
    const { drawing, gaveUp, time } = plotWithin(map, palette, sheet, {}, { budgetSeconds: seconds + 1 });
    expect(gaveUp).toEqual([]);
    expect(time.seconds).toBeCloseTo(seconds, 9);
    expect(drawing).toEqual(plotIndexMap(map, palette, sheet));
  });

  it('draws lines farther apart where there is less, and says so', () => {
    const budgetSeconds = 0.6 * seconds;
    const { settings, gaveUp, time, drawing } = plotWithin(map, palette, sheet, {}, { budgetSeconds });
    expect(time.seconds).toBeLessThanOrEqual(budgetSeconds);
    expect(time.seconds).toBeGreaterThan(0.9 * budgetSeconds);
    expect(time).toEqual(plotTime(drawing));
    expect(gaveUp).toEqual([expect.stringMatching(/^lines of fills are [\d.]+ pen widths apart, not 0.9$/)]);
    expect(settings.hatchPitch).toBeGreaterThan(0.9);
  });

  it('leaves areas open before it leaves them out, and says what it takes at least', () => {
    const bare = plotTime(plotIndexMap(map, palette, sheet, { fill: 'none' })).seconds;
    const { gaveUp } = plotWithin(map, palette, sheet, {}, { budgetSeconds: bare + 0.01 });
    expect(gaveUp).toContain('areas are outlined, not filled');
    const tooLittle = (): unknown => plotWithin(map, palette, sheet, {}, { budgetSeconds: 1 });
    expect(tooLittle).toThrow(expect.objectContaining({ code: 'over-budget' }));
    expect(tooLittle).toThrow(/takes [\d.]+ min at least .* the budget is 0.1 min/);
  });

  it('leaves edges out before the fills of any pen', () => {
    const [wide, edgeless] = [true, false].map(
      (outline) => plotTime(plotIndexMap(map, palette, sheet, { hatchPitch: 8, outline })).seconds,
    ) as [number, number];
    const { gaveUp, settings } = plotWithin(
      map,
      palette,
      sheet,
      {},
      { budgetSeconds: (wide + edgeless) / 2 },
    );
    expect(gaveUp).toContain('edges of areas are not drawn');
    expect(settings.fill).toBe('hatch');
  });

  it('takes the fills of light pens before those of dark ones, each pen with its own', () => {
    const settings = { fill: ['none', 'hatch', 'concentric'] as const, outline: false };
    const wide = plotTime(plotIndexMap(map, palette, sheet, { ...settings, hatchPitch: 8 })).seconds;
    const { gaveUp, settings: got } = plotWithin(map, palette, sheet, settings, {
      budgetSeconds: 0.93 * wide,
    });
    expect(gaveUp[0]).toMatch(/^areas of .+ are outlined, not filled$/);
    // The paper, black, red: red is the lighter one.
    expect(got.fill).toEqual(['none', 'hatch', 'outline', 'none']);
  });

  it.each([0, -1, NaN, Infinity])('refuses a time of %d s', (budgetSeconds) => {
    expect(() => plotWithin(map, palette, sheet, {}, { budgetSeconds })).toThrow(
      expect.objectContaining({ code: 'bad-option' }),
    );
  });
});
