import { describe, expect, it } from 'vitest';
import { mapOf, paint, plainMoment } from '../../src/canvas/canvas.ts';
import { leadCanvas } from '../../src/canvas/lead.ts';
import { pixelCanvas } from '../../src/canvas/pixels/pixels.ts';
import { seededRandom } from '../../src/random.ts';

const learned = { kind: 'learned' } as const;
const inner = pixelCanvas(
  24,
  24,
  [learned, learned],
  {
    cells: [4],
    finestFrom: 0,
    initialLogits: 1,
    initialColours: [0, 0.8],
    spike: 1,
    paper: null,
    usageFloor: 0,
    colourDistance: 0,
  },
  seededRandom(4),
);
const canvas = leadCanvas(inner, { pen: 2, width: 0.1 }, [0, 0, 0]);

describe('lead between areas', () => {
  it('keeps all other pens apart, and leaves what is inside', () => {
    const [plain, leaded] = [mapOf(inner.truth(2)), mapOf(canvas.truth(2))];
    const { width, indices } = leaded;
    let inside = 0;
    indices.forEach((index, i) => {
      if (index !== 2) expect(index).toBe(plain.indices[i]);
      if (index !== 2) inside++;
      const right = (i + 1) % width === 0 ? index : indices[i + 1]!;
      const below = indices[i + width] ?? index;
      for (const next of [right, below]) if (next !== index) expect([index, next]).toContain(2);
    });
    expect(inside).toBeGreaterThan(indices.length / 10);
  });

  it('is seen with the true image, not before', () => {
    expect(canvas.render(plainMoment).data).toEqual(inner.render(plainMoment).data);
    const seen = canvas.render({ ...plainMoment, straightThrough: true }).data;
    expect(seen).toEqual(paint(canvas.truth(1)).data);
  });

  it('takes no gradient on what it covers', () => {
    canvas.render({ ...plainMoment, straightThrough: true });
    const { indices } = mapOf(canvas.truth(1));
    const covered = Float32Array.from({ length: 3 * 576 }, (_, i) => (indices[i % 576] === 2 ? 1 : 0));
    const { gradients } = canvas.backward({ width: 24, height: 24, data: covered }, 1);
    const own = mapOf(inner.truth(1)).indices.every((index, i) => indices[i] === index);
    expect(own).toBe(false);
    for (const gradient of gradients) expect(gradient.every((value) => value === 0)).toBe(true);
  });
});
