import { describe, expect, it } from 'vitest';
import type { Path } from '../../../src/plot/drawing.ts';
import { inkOf } from '../../../src/plot/ink/ink.ts';
import { plotTime } from '../../../src/plot/machine/machine-time.ts';
import { orderDrawing } from '../../../src/plot/order/order-drawing.ts';
import { seededRandom } from '../../../src/random.ts';
import { black, linePath, ringPath, sheet } from '../examples.ts';

const scribble = (seed: number): Path[] => {
  const random = seededRandom(seed);
  const place = (): number => random.between(12, 60);
  const loose = Array.from({ length: 12 }, () => linePath(place(), place(), place(), place()));
  const hatch = Array.from({ length: 30 }, (_, i) => linePath(20, 20 + 0.35 * i, 34, 20 + 0.35 * i));
  return [...loose, ...hatch, ringPath(20, 20, 34, 20, 34, 30.15, 20, 30.15), ...loose.slice(0, 3)];
};

const drawing = (paths: readonly Path[]) => ({ sheet, layers: [{ pen: black, paths }] });

describe('orderDrawing', () => {
  it.each([1, 2, 3])('changes no ink (seed %d)', (seed) => {
    const before = drawing(scribble(seed));
    const after = orderDrawing(before);
    const [ink, inkAfter] = [before, after].map(({ layers }) => inkOf(layers[0]!, sheet, 10).coverage);
    const changed = ink!.reduce((sum, covered, i) => sum + Math.abs(covered - inkAfter![i]!), 0);
    const inked = ink!.reduce((sum, covered) => sum + covered, 0);
    expect(changed / inked).toBeLessThan(0.004);
  });

  it('lifts the pen less often, and takes less time', () => {
    const before = drawing(scribble(1));
    const [slow, quick] = [plotTime(before), plotTime(orderDrawing(before))];
    expect(quick.lifts).toBeLessThan(0.45 * slow.lifts);
    expect(quick.seconds).toBeLessThan(slow.seconds);
  });

  it('lifts the pen over white paper however near the next stroke is', () => {
    const rungs = Array.from({ length: 6 }, (_, i) => linePath(20, 20 + i, 40, 20 + i));
    expect(orderDrawing(drawing(rungs)).layers[0]!.paths).toHaveLength(6);
  });

  it('drops repeats, and short strokes if asked to', () => {
    const paths = [linePath(20, 20, 30, 20), linePath(30, 20, 20, 20), linePath(50, 50, 50.1, 50)];
    expect(orderDrawing(drawing(paths)).layers[0]!.paths).toHaveLength(2);
    expect(orderDrawing(drawing(paths), { shortestMm: 0.3 }).layers[0]!.paths).toHaveLength(1);
  });

  it('keeps pens that draw nothing, and does the same every time', () => {
    const two = {
      sheet,
      layers: [
        { pen: black, paths: [] },
        { pen: black, paths: scribble(4) },
      ],
    };
    expect(orderDrawing(two)).toEqual(orderDrawing(two));
    expect(orderDrawing(two).layers[0]).toEqual({ pen: black, paths: [] });
  });
});
