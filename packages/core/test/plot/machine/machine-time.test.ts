import { describe, expect, it } from 'vitest';
import { plotTime } from '../../../src/plot/machine/machine-time.ts';
import { machines } from '../../../src/plot/machine/machines.ts';
import { black, linePath, ringPath, sheet } from '../examples.ts';

describe('plotTime', () => {
  const drawing = {
    sheet,
    layers: [
      { pen: black, paths: [linePath(30, 40, 30, 90), ringPath(30, 90, 40, 90, 40, 100)] },
      { pen: { ...black, name: 'none' }, paths: [] },
    ],
  };

  it('counts ink, travel from and to home, and lifts', () => {
    const { metres, lifts, travelMetres, perPen } = plotTime(drawing);
    expect(metres).toBeCloseTo((50 + 20 + Math.hypot(10, 10)) / 1000, 9);
    expect(lifts).toBe(2);
    expect(travelMetres).toBeCloseTo((50 + Math.hypot(30, 90)) / 1000, 9);
    expect(perPen.map(({ pen, lifts: own }) => [pen, own])).toEqual([
      ['black', 2],
      ['none', 0],
    ]);
    expect(perPen[1]).toEqual({ pen: 'none', seconds: 0, metres: 0, lifts: 0, travelMetres: 0 });
  });

  it('takes longer on a slower machine', () => {
    expect(plotTime(drawing, { ...machines['axidraw-v3'], drawSpeed: 10 }).seconds).toBeGreaterThan(
      plotTime(drawing).seconds + 5,
    );
  });

  it('counts the changes of pens that draw, and not their time', () => {
    const two = {
      sheet,
      layers: [...drawing.layers, { pen: { ...black, name: 'red' }, paths: [linePath(9, 9, 10, 10)] }],
    };
    expect(plotTime(drawing).penChanges).toBe(0);
    expect(plotTime(two)).toMatchObject({ penChanges: 1, machine: 'axidraw-v3' });
    expect(plotTime({ sheet, layers: [] }).penChanges).toBe(0);
  });
});
