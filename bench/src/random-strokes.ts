import { seededRandom, type Path, type Sheet } from '@inkception/core';

const lengthMm = 3;

/** Straight strokes of 3 mm anywhere inside the margin, in any direction. Seeded. */
export function randomStrokes(count: number, { widthMm, heightMm, marginMm }: Sheet): Path[] {
  const random = seededRandom(5);
  const edge = marginMm + lengthMm;
  return Array.from({ length: count }, () => {
    const [x, y] = [random.between(edge, widthMm - edge), random.between(edge, heightMm - edge)];
    const angle = random.between(0, 2 * Math.PI);
    const points = Float64Array.of(x, y, x + lengthMm * Math.cos(angle), y + lengthMm * Math.sin(angle));
    return { points, closed: false };
  });
}
