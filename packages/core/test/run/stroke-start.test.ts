import { describe, expect, it } from 'vitest';
import { readLines, startFromLines } from '../../src/run/stroke-start.ts';
import { along } from '../canvas/strokes/along.ts';

const svg = (body: string): Uint8Array =>
  new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" fill="none" stroke="#000">${body}</svg>`,
  );
const palette = [
  { kind: 'paper', name: 'white', hex: '#ffffff' },
  { kind: 'given', pen: { name: 'black', hex: '#000000', widthMm: 1 } },
] as const;

/** Of a drawing of one stroke, whether it is closed and how far from a place all of it is, in its mean distance. */
function roundness(body: string): { closed: boolean; least: number; most: number } {
  const lines = readLines({ svg: svg(body), source: 'a.svg' }, { width: 64, height: 64 });
  const { strokes } = startFromLines(lines, palette, 7, 2);
  expect(strokes).toHaveLength(1);
  const distances = along(strokes[0]!).map(([x, y]) => Math.hypot(x - 0.5, y - 0.5));
  return { closed: strokes[0]!.closed, least: Math.min(...distances), most: Math.max(...distances) };
}

describe('strokes from the shapes of an SVG', () => {
  it('are closed and round where these are circles', () => {
    const { closed, least, most } = roundness('<circle cx="50" cy="50" r="40"/>');
    expect(closed).toBe(true);
    expect(most / least).toBeLessThan(1.02);
  });

  it('are ellipses, as wide and high as these', () => {
    const { closed, least, most } = roundness('<ellipse cx="50" cy="50" rx="40" ry="20"/>');
    expect(closed).toBe(true);
    expect(most / least).toBeCloseTo(2, 1);
  });

  it('are open and round where these are arcs', () => {
    const { closed, least, most } = roundness('<path d="M0 50A50 50 0 0 1 100 50A50 50 0 0 1 50 100"/>');
    expect(closed).toBe(false);
    expect(most / least).toBeLessThan(1.02);
  });
});
