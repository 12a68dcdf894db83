import { describe, expect, it } from 'vitest';
import type { TrueStroke } from '../../src/canvas/canvas.ts';
import { proveSvg } from '../../src/export/svg-reader.ts';
import { writeSvg } from '../../src/export/svg.ts';
import type { PaletteEntry } from '../../src/palette/pen.ts';
import { plotTime } from '../../src/plot/machine/machine-time.ts';
import { machines } from '../../src/plot/machine/machines.ts';
import { plotStrokes, type StrokePlot } from '../../src/plot/stroke-drawing.ts';
import { seededRandom } from '../../src/random.ts';

const palette: PaletteEntry[] = [
  { kind: 'paper', paper: { name: 'white', hex: '#ffffff' } },
  { kind: 'pen', pen: { name: 'black', hex: '#000000', widthMm: 0.5 } },
  { kind: 'pen', pen: { name: 'yellow', hex: '#ffd000', widthMm: 1 } },
];
const plot: StrokePlot = {
  palette,
  sheet: { widthMm: 100, heightMm: 120, marginMm: 10 },
  placement: { leftMm: 10, topMm: 20, pixelMm: 1 },
  sideMm: 80,
  machine: machines['axidraw-v3'],
  budgetSeconds: null,
};

const random = seededRandom(1);
const strokes = Array.from({ length: 20 }, (_, s): TrueStroke => {
  const points = Float32Array.from({ length: 10 }, () => random.between(0.05, 0.95));
  return { pen: 1 + (s % 2), closed: s === 7, points };
});

describe('a drawing of strokes', () => {
  it('has a layer for each pen, light ones first, with Beziers where strokes are open', () => {
    const { drawing } = plotStrokes(strokes, plot);
    expect(drawing.layers.map(({ pen }) => pen.name)).toEqual(['yellow', 'black']);
    const paths = drawing.layers.flatMap((layer) => layer.paths);
    const splines = paths.filter(({ curve }) => curve);
    expect(splines.length).toBeGreaterThanOrEqual(17); // all but the closed one, and what the pen joins
    for (const { points, curve } of splines) {
      expect((curve!.length - 2) % 6).toBe(0);
      [0, 1, -2, -1].forEach((i) => {
        expect(curve!.at(i)).toBeCloseTo(points.at(i)!, 4);
      });
    }
    proveSvg(writeSvg(drawing), drawing); // throws when the file is not the drawing
  });

  it('is in its file as it is, whatever the curves: their bounds are not those of the simplified lines', () => {
    for (let seed = 0; seed < 25; seed++) {
      const own = seededRandom(seed);
      const bent = Array.from({ length: 3 }, (): TrueStroke => {
        const points = Float32Array.from({ length: 8 }, () => own.between(0.05, 0.95));
        return { pen: 1, closed: false, points };
      });
      const { drawing } = plotStrokes(bent, plot);
      proveSvg(writeSvg(drawing), drawing);
    }
  });

  it('joins strokes of a pen that meet end to end, splines and all', () => {
    const half = (x: number): TrueStroke => ({
      pen: 1,
      closed: false,
      points: Float32Array.of(x, 0.2, x + 0.1, 0.4, x + 0.2, 0.2),
    });
    const { drawing } = plotStrokes([half(0.1), half(0.3)], plot);
    const [path] = drawing.layers[1]!.paths;
    expect(drawing.layers[1]!.paths).toHaveLength(1);
    expect(path!.curve).toHaveLength(2 + 6 * 4);
    proveSvg(writeSvg(drawing), drawing);
  });

  it('leaves out the last strokes when there is no time for them, and says so', () => {
    const whole = plotTime(plotStrokes(strokes, plot).drawing, plot.machine).seconds;
    const { drawing, gaveUp } = plotStrokes(strokes, { ...plot, budgetSeconds: whole / 2 });
    const left = drawing.layers.reduce((sum, { paths }) => sum + paths.length, 0);
    expect(plotTime(drawing, plot.machine).seconds).toBeLessThanOrEqual(whole / 2);
    expect(left).toBeGreaterThan(4);
    expect(gaveUp).toEqual([`${20 - left} of 20 strokes are left out, those of least use`]);
    expect(() => plotStrokes(strokes, { ...plot, budgetSeconds: 0.1 })).toThrow(
      /the first stroke with its copies takes \d+ s/,
    );
    expect(plotStrokes(strokes, { ...plot, budgetSeconds: 2 * whole }).gaveUp).toEqual([]);
  });

  it('leaves out a stroke with all its copies, and says how long the first with its copies takes', () => {
    const pairs = strokes.map((stroke, s) => ({ ...stroke, copyOf: s >> 1 }));
    const whole = plotTime(plotStrokes(pairs, plot).drawing, plot.machine).seconds;
    for (const share of [0.3, 0.6, 0.9]) {
      const { drawing, gaveUp } = plotStrokes(pairs, { ...plot, budgetSeconds: share * whole });
      const left = 20 - Number(/^\d+/.exec(gaveUp[0]!)![0]);
      expect([share, left % 2]).toEqual([share, 0]);
      expect(drawing).toEqual(plotStrokes(pairs.slice(0, left), plot).drawing);
    }
    const one = strokes.map((stroke) => ({ ...stroke, copyOf: 0 }));
    expect(() => plotStrokes(one, { ...plot, budgetSeconds: whole / 2 })).toThrow(
      `takes ${Math.ceil(whole)} s, the budget`,
    );
  });

  it('is empty layers when there are no strokes', () => {
    const { drawing } = plotStrokes([], { ...plot, budgetSeconds: 5 });
    expect(drawing.layers.map(({ paths }) => paths.length)).toEqual([0, 0]);
  });
});
