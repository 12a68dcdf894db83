import { describe, expect, it } from 'vitest';
import type { Drawing } from '../../../src/plot/drawing.ts';
import { fitsMachine, machineNamed, machines } from '../../../src/plot/machine/machines.ts';
import { black, linePath } from '../examples.ts';

/** A line across a sheet, 10 mm from its edges. */
function across(widthMm: number, heightMm: number): Drawing {
  const paths = [linePath(10, 10, widthMm - 10, heightMm - 10)];
  return { sheet: { widthMm, heightMm, marginMm: 10 }, layers: [{ pen: black, paths }] };
}

describe('fitsMachine', () => {
  it.each([
    ['axidraw-v3', 297, 210],
    ['axidraw-v3', 210, 297],
    ['axidraw-a3', 420, 297],
    ['axidraw-se-a1', 841, 594],
    ['axidraw-minikit', 148, 105],
    ['generic', 5000, 5000],
  ] as const)('%s reaches a sheet of %d x %d mm', (name, width, height) => {
    expect(() => {
      fitsMachine(across(width, height), machines[name]);
    }).not.toThrow();
  });

  it.each([
    ['axidraw-v3', 420, 297, /reaches 410 x 287 mm.*300 x 218 mm.*axidraw-a3/],
    ['axidraw-minikit', 210, 148, /axidraw-v3/],
    ['axidraw-a3', 594, 420, /axidraw-se-a1/],
    ['axidraw-se-a1', 1200, 1000, /give a smaller sheet$/],
  ] as const)('%s does not reach a sheet of %d x %d mm', (name, width, height, message) => {
    const check = (): void => {
      fitsMachine(across(width, height), machines[name]);
    };
    expect(check).toThrow(expect.objectContaining({ code: 'beyond-machine' }));
    expect(check).toThrow(message);
  });

  it('says when turning the sheet helps', () => {
    const stubborn = { ...machines['axidraw-v3'], turnsPortrait: false };
    expect(() => {
      fitsMachine(across(210, 297), stubborn);
    }).toThrow(/turn the sheet by 90 degrees/);
  });

  it('refuses strokes left of home', () => {
    const { sheet } = across(100, 100);
    expect(() => {
      fitsMachine({ sheet, layers: [{ pen: black, paths: [linePath(-5, 3, 9, 9)] }] }, machines.generic);
    }).toThrow(/begins at -5, 3 mm/);
  });

  it('takes a drawing without strokes', () => {
    expect(() => {
      fitsMachine({ sheet: { widthMm: 9e9, heightMm: 1, marginMm: 0 }, layers: [] }, machines['axidraw-v3']);
    }).not.toThrow();
  });
});

describe('machineNamed', () => {
  it('finds a machine by its name', () => {
    expect(machineNamed('axidraw-a3')).toBe(machines['axidraw-a3']);
  });

  it('names those there are, the nearest first', () => {
    expect(() => machineNamed('axidraw-a4')).toThrow(/"axidraw-a4": give one of axidraw-(a3|v3)/);
    expect(() => machineNamed('toString')).toThrow(expect.objectContaining({ code: 'bad-option' }));
  });
});
