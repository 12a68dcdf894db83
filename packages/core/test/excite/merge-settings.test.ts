import { describe, expect, it } from 'vitest';
import { mergeSettings } from '../../src/excite/merge-settings.ts';
import { recipes } from '../../src/excite/recipes.ts';

const base = recipes['default']!;
const merge = (changes: Record<string, unknown>) => mergeSettings(base, changes, 'card x');

describe('changes to settings', () => {
  it('reach deep and leave the rest', () => {
    const merged = merge({ views: { count: 7 }, pixels: { cells: [4, 8], paper: { bias: 2 } } });
    expect(merged.views).toEqual({ ...base.views, count: 7 });
    expect(merged.pixels.cells).toEqual([4, 8]);
    expect(merged.pixels.paper).toEqual({ ...base.pixels.paper, bias: 2 });
    expect(merged.steps).toBe(base.steps);
  });

  it('take a number for a schedule, or some of its fields', () => {
    expect(merge({ prices: { boundary: 0.5 } }).prices.boundary).toEqual({
      points: [[0, 0.5]],
      curve: 'linear',
    });
    expect(merge({ temperature: { curve: 'linear' } }).temperature).toEqual({
      ...base.temperature,
      curve: 'linear',
    });
  });

  it('turn the paper off and on', () => {
    const off = merge({ pixels: { paper: null } });
    expect(off.pixels.paper).toBeNull();
    expect(mergeSettings(off, { pixels: { paper: { bias: 1 } } }, 'x').pixels.paper).toMatchObject({
      bias: 1,
    });
  });

  it.each([
    [{ stepz: 3 }, /card x: there is no setting stepz; did you mean steps/],
    [{ views: { cuont: 3 } }, /views\.cuont; did you mean views\.count/],
    [{ steps: '3' }, /setting steps is "3", expected a number/],
    [{ steps: Infinity }, /expected a finite number/],
    [{ pixels: { cells: [1, 'x'] } }, /pixels\.cells is "x", expected a finite number/],
    [{ prices: { boundary: 'dear' } }, /expected a number, or a schedule/],
    [{ views: 3 }, /setting views is 3, expected an object/],
  ])('are refused with the name and what was expected: %j', (changes, message) => {
    expect(() => merge(changes)).toThrow(message);
  });
});
