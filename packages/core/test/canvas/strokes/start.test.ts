import { describe, expect, it } from 'vitest';
import type { Mask } from '../../../src/canvas/mask.ts';
import type { StrokeSettings } from '../../../src/canvas/strokes/model.ts';
import type { StrokeDemands } from '../../../src/canvas/strokes/strokes.ts';
import { height, open, width } from './check-gradients.ts';

/** The right half of the page: nothing in the middle is well inside. */
const right: Mask = { kind: 'picture', width: 2, height: 1, inside: Uint8Array.of(0, 1) };
const [left, margin] = [width / 2 / height, 1.2 / height];

/** Control points of each stroke, five to one. */
function begun(settings: Partial<StrokeSettings>, demands: StrokeDemands): Float32Array[] {
  const { values } = open(1, { count: 20, initialLength: 0.15, ...settings }, demands).parameters[0]!;
  return Array.from({ length: 20 }, (_, s) => values.slice(10 * s, 10 * (s + 1)));
}

/** A picture with a dark bar down its right half, along whose edges strokes begin. */
const bar = {
  map: {
    width,
    height,
    indices: Uint8Array.from({ length: width * height }, (_, i) =>
      i % width >= 18 && i % width < 22 ? 1 : 0,
    ),
  },
  colours: [
    [1, 1, 1],
    [0, 0, 0],
    [1, 0, 0],
    [0, 0, 1],
  ],
  strength: 2,
} as const;

describe('strokes that begin within a mask', () => {
  const beginnings: readonly [string, Partial<StrokeSettings>, StrokeDemands][] = [
    ['on a grid', { begin: 'grid' }, {}],
    ['as loops on a grid', { begin: 'grid', closed: 1 }, {}],
    ['as loops along a picture', { closed: 1 }, { start: bar }],
  ];
  it.each(beginnings)('are what they are without it, %s', (_, settings, demands) => {
    const [free, masked] = [begun(settings, demands), begun(settings, { ...demands, mask: right })];
    const inside = free.flatMap((points, s) =>
      points.every((value, i) => i % 2 === 1 || value > left + margin + 0.01) ? [s] : [],
    );
    expect(inside.length).toBeGreaterThan(4);
    for (const s of inside) expect(masked[s]).toEqual(free[s]);
  });
});
