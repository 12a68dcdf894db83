import { describe, expect, it } from 'vitest';
import { likenessOf, turnAway } from '../../src/excite/variety.ts';
import type { RgbImage } from '../../src/image.ts';
import { seededRandom } from '../../src/random.ts';

const [width, height] = [26, 31];
const noise = (seed: number): RgbImage => {
  const random = seededRandom(seed);
  return { width, height, data: Float32Array.from({ length: 3 * width * height }, () => random.uniform()) };
};
const likeness = (one: RgbImage, other: RgbImage): number => {
  const [a, b] = [likenessOf(one), likenessOf(other)];
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
};
const none: RgbImage = { width, height, data: new Float32Array(3 * width * height) };
const mixed = (one: RgbImage, other: RgbImage, share: number): RgbImage => ({
  ...one,
  data: one.data.map((value, i) => (1 - share) * value + share * other.data[i]!),
});

describe('the likeness of two pictures', () => {
  it('is 1 for one picture in other contrast, and about 0 for strangers', () => {
    const paler = { ...noise(1), data: noise(1).data.map((value) => 0.5 + 0.3 * value) };
    expect(likeness(noise(1), paler)).toBeCloseTo(1, 5);
    expect(Math.abs(likeness(noise(1), noise(2)))).toBeLessThan(0.3);
    expect(likeness(noise(1), none)).toBe(0);
  });
});

describe('a gradient turned away from other pictures', () => {
  const others = [noise(1), noise(2)];
  const picture = mixed(noise(3), noise(1), 0.5);
  const turned = turnAway(none, picture, others.map(likenessOf), 0.5, 7);

  it('has the strength that was asked for, times the likeness', () => {
    const norm = turned.data.reduce((sum, value) => sum + Math.abs(value), 0);
    expect(norm / (0.5 * 7 * likeness(picture, others[0]!))).toBeCloseTo(1, 4);
  });

  it('is the slope of the squared likenesses, downwards', () => {
    const priceAt = (data: Float32Array): number =>
      others.reduce((sum, other) => sum + Math.max(0, likeness({ ...picture, data }, other)) ** 2 / 2, 0);
    const slopeAlong = (direction: Float32Array): number => {
      const at = (h: number) => priceAt(picture.data.map((value, i) => value + h * direction[i]!));
      return (at(1e-2) - at(-1e-2)) / 2e-2;
    };
    const dot = (direction: Float32Array): number =>
      direction.reduce((sum, value, i) => sum + value * turned.data[i]!, 0);
    const [one, other] = [noise(5).data, noise(6).data];
    expect(slopeAlong(turned.data)).toBeLessThan(0);
    expect(slopeAlong(one) / slopeAlong(other) / (dot(one) / dot(other))).toBeCloseTo(1, 1);
  });

  it('leaves the gradient of a picture like none of them', () => {
    const gradient = noise(9);
    const opposite = { ...picture, data: noise(1).data.map((value) => 1 - value) };
    expect(turnAway(gradient, opposite, [likenessOf(noise(1))], 1, 1)).toEqual(gradient);
  });
});
