import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paint, type TrueStrokes } from '../../../src/canvas/canvas.ts';
import { depthAt, depthOf } from '../../../src/canvas/mask-depth.ts';
import type { StrokeDemands } from '../../../src/canvas/strokes/strokes.ts';
import { fillNormal, seededRandom } from '../../../src/random.ts';
import { roll } from '../../../src/view/roll.ts';
import { checkGradients, height, moment, open, width } from './check-gradients.ts';

describe('the stroke canvas, composed', () => {
  const symmetries = [
    { turns: 1, mirror: 'left-right' },
    { turns: 3, mirror: null },
    { turns: 2, mirror: 'up-down' },
  ] as const;
  it.each(symmetries)('passes gradients and prices back through copies: %j', (symmetry) => {
    for (let seed = 0; seed < 4; seed++)
      checkGradients(moment({ ink: 1, overdraw: 2, lifts: 0.3 }), seed, -0.3, {
        settings: { count: 3 },
        demands: { symmetry },
      });
  });

  const forms: readonly [string, StrokeDemands][] = [
    ['a mask', { mask: { kind: 'shape', shape: 'heart' } }],
    ['a tile', { tile: true }],
    ['a mirrored tile', { tile: true, symmetry: { turns: 2, mirror: 'up-down' } }],
  ];
  it.each(forms)('passes gradients back through %s, also of strokes across the border', (_, demands) => {
    for (let seed = 0; seed < 4; seed++)
      checkGradients(moment({ ink: 1, overdraw: 2 }), seed, -0.3, {
        settings: { count: 3 },
        demands,
        place: (points) => {
          points.set([-0.3, 0.5, 0.1, 0.6, 0.3, 0.9, 0.5, 1.1, 0.4, 1.3, 1.2, -0.1, 1.5, 0.1, 1.2, 0.3]);
        },
      });
  });

  it('goes on across the borders of a tile: moved strokes are the picture rolled, and come back on the page', () => {
    const canvas = open(3, { initialPaper: -9 }, { tile: true });
    const { values } = canvas.parameters[0]!;
    fillNormal(values, seededRandom(4), 0.5, 0.4);
    const look = (): Float32Array[] =>
      [paint(canvas.truth(1)), canvas.render(moment()), canvas.relaxed(0.7, 1)].map(({ data }) =>
        data.slice(),
      );
    const before = look();
    fc.assert(
      fc.property(fc.integer({ min: -70, max: 70 }), fc.integer({ min: -70, max: 70 }), (dx, dy) => {
        const kept = values.slice();
        values.forEach((value, i) => (values[i] = value + (i % 2 === 0 ? dx : dy) / height));
        canvas.settle(seededRandom(1));
        const { strokes } = canvas.truth(1) as TrueStrokes;
        for (const { points } of strokes) {
          const xs = points.filter((_, i) => i % 2 === 0);
          const middle = ((Math.min(...xs) + Math.max(...xs)) / 2) * height;
          expect(middle).toBeGreaterThan(-1e-3);
          expect(middle).toBeLessThan(width + 1e-3);
        }
        look().forEach((data, k) => {
          const rolled = roll({ width, height, data: before[k]! }, dx, dy).data;
          expect(
            data.reduce((most, value, i) => Math.max(most, Math.abs(value - rolled[i]!)), 0),
          ).toBeLessThan(1e-3);
        });
        values.set(kept);
      }),
      { numRuns: 20 },
    );
  });

  it('begins anew across the borders of a tile where the gradient asks for ink on both sides', () => {
    const canvas = open(9, { count: 20, initialPaper: 9, initialSpread: 0.5 }, { tile: true });
    canvas.render({ ...moment(), renew: true });
    // In a bar across the border, but not on it: strokes taken to end there would not begin across.
    const wanted = (x: number, y: number): number => {
      if (x === 0 || x === width - 1) return -10;
      return (x < 5 || x >= width - 5) && Math.abs(y - height / 2) < 4 ? 1 : -1;
    };
    const data = Float32Array.from({ length: 3 * width * height }, (_, i) =>
      wanted(i % width, Math.floor(i / width) % height),
    );
    canvas.backward({ width, height, data }, 1);
    canvas.settle(seededRandom(1));
    const xs = canvas.parameters[0]!.values.filter((_, i) => i % 2 === 0);
    expect(Math.min(...xs) * height).toBeLessThan(-1);
    expect(Math.max(...xs) * height).toBeGreaterThan(width + 1);
  });

  it('begins as a picture on a tile, a stroke across the border with the pens of both sides', () => {
    const penAt = (x: number): number => (x < 3 ? 1 : x >= 18 ? 2 : 0);
    const start = {
      map: {
        width,
        height,
        indices: Uint8Array.from({ length: width * height }, (_, i) => penAt(i % width)),
      },
      colours: [[1, 1, 1], [0, 0, 0], [0, 0, 0], [0, 0, 0]], // prettier-ignore
      strength: 5,
    } as const;
    const canvas = open(
      1,
      { count: 40, closed: 1, initialLength: 1.5, initialLogits: 0 },
      { tile: true, start },
    );
    const [points, logits] = canvas.parameters.map(({ values }) => values);
    for (let s = 0; s < 40; s++) {
      const below = [0, 2, 4, 6, 8].map((i) => {
        const x = Math.floor(points![10 * s + i]! * height);
        return penAt((x + width) % width);
      });
      const [ones, twos] = [1, 2].map((pen) => below.filter((at) => at === pen).length) as [number, number];
      const lead = [1, 2, 3].map((pen) => logits![4 * s + pen]! > 4);
      expect(lead).toEqual([ones > 0 && ones >= twos, twos > ones, false]);
    }
  });

  /** Its border lies at 1/3 of the width, between two cells of any raster. */
  const twoThirds = { kind: 'picture', width: 3, height: 1, inside: Uint8Array.of(0, 1, 1) } as const;
  const border = width / height / 3;

  it('keeps points half a pen inside a mask, wherever on the page they are pushed', () => {
    const canvas = open(2, {}, { mask: twoThirds });
    const { values } = canvas.parameters[0]!;
    const random = seededRandom(5);
    values.forEach((_, i) => (values[i] = random.between(0, i % 2 === 0 ? width / height : 1)));
    canvas.settle(seededRandom(6));
    const least = Math.min(...values.filter((_, i) => i % 2 === 0)) - border;
    expect(least * height).toBeGreaterThanOrEqual(1.2);
    expect(least * height).toBeLessThan(1.25);
  });

  it('draws no part of a stroke in a mask that is too short to be a stroke', () => {
    const canvas = open(2, { count: 1 }, { mask: twoThirds });
    const [points, logits] = canvas.parameters.map(({ values }) => values);
    logits!.set([-9, -9, 9, -9]); // a pen one pixel wide
    const partsOf = (pixels: number): number => {
      const end = border + (1.25 + pixels) / height;
      points!.set([0, 1, 2, 3, 4].flatMap((i) => [end - 0.1 * (4 - i), 0.5]));
      return (canvas.truth(1) as TrueStrokes).strokes.length;
    };
    expect([-1, 0.9, 1.1].map(partsOf)).toEqual([0, 0, 1]);
  });

  it('leaves no ink outside a mask, wherever the points are pushed, nor shows any', () => {
    const mask = { kind: 'shape', shape: 'star' } as const;
    const canvas = open(2, { initialPaper: -9 }, { mask, symmetry: { turns: 1, mirror: 'left-right' } });
    const depth = depthOf(mask, width, height);
    for (const push of [0.1, 3]) {
      fillNormal(canvas.parameters[0]!.values, seededRandom(5), 0.5, push);
      const paper = canvas.render(moment()).data[0]; // a corner
      expect(paper).toBe(1);
      canvas.settle(seededRandom(6));
      const { strokes, image } = canvas.truth(8) as TrueStrokes;
      expect(strokes.length).toBeGreaterThan(5);
      expect(strokes.every(({ copyOf }) => copyOf !== undefined)).toBe(true);
      for (let i = 0; i < image.width * image.height; i++) {
        const [x, y] = [((i % image.width) + 0.5) / 160, (Math.floor(i / image.width) + 0.5) / 160];
        if (depthAt(depth, x, y) < -0.005) expect(image.data[i]).toBeGreaterThan(0.99);
      }
    }
  });

  it('draws every stroke as often as the symmetry has it, all on the page, the picture the same turned', () => {
    const canvas = open(3, { initialPaper: -9 }, { symmetry: { turns: 1, mirror: 'left-right' } });
    const { strokes, image } = canvas.truth(2) as TrueStrokes;
    expect(strokes).toHaveLength(10);
    expect(strokes.map(({ copyOf }) => copyOf).sort()).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    const mirrored = image.data.map((_, i) => {
      const [row, x] = [Math.floor(i / image.width), i % image.width];
      return image.data[row * image.width + image.width - 1 - x]!;
    });
    mirrored.forEach((value, i) => {
      expect(value).toBeCloseTo(image.data[i]!, 3);
    });
    const turned = open(3, { initialPaper: -9 }, { symmetry: { turns: 5, mirror: null } });
    fillNormal(turned.parameters[0]!.values, seededRandom(5), 0.5, 3);
    turned.settle(seededRandom(6));
    for (const { points } of (turned.truth(1) as TrueStrokes).strokes)
      for (let i = 0; i < points.length; i += 2)
        expect(Math.hypot(points[i]! * height - 13, points[i + 1]! * height - 10)).toBeLessThan(8.8 + 1e-3);
  });
});
