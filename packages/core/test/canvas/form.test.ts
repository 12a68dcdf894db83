import { describe, expect, it } from 'vitest';
import { mapOf, noPrices, plainMoment, type Canvas, type Moment } from '../../src/canvas/canvas.ts';
import { maskBias, shapeNames } from '../../src/canvas/mask.ts';
import type { PixelForm, PixelSettings } from '../../src/canvas/pixels/model.ts';
import { pixelCanvas } from '../../src/canvas/pixels/pixels.ts';
import { tileCanvas, tileMargin } from '../../src/canvas/tile.ts';
import type { Rgb } from '../../src/palette/colour.ts';
import { fillNormal, seededRandom } from '../../src/random.ts';
import { dot, numericGradient } from '../finite-differences.ts';

const settings: PixelSettings = {
  cells: [2, 4],
  finestFrom: 0,
  initialLogits: 1,
  initialColours: [0, 0.8],
  spike: 1,
  paper: { bias: 0, vignette: 0, vignetteFrom: 1 },
  usageFloor: 0.4,
  colourDistance: 0.9,
};
const white = { kind: 'given', rgb: [1, 1, 1] } as const;
const learned = { kind: 'learned' } as const;
const palette = [white, learned, learned] as const;

const canvasOf = (form: PixelForm, width = 8, height = 8): Canvas =>
  pixelCanvas(width, height, palette, settings, seededRandom(1), form);
const tileOf = (width = 8, height = 12): Canvas => {
  const margin = 2 * tileMargin(settings.cells);
  return tileCanvas(canvasOf({}, width + margin, height + margin), { width, height, pens: 3, cells: [2, 4] });
};

const moment: Moment = {
  ...plainMoment,
  temperature: 0.7,
  prices: { ...noPrices, boundary: 0.03, usage: 2 },
};

function checkGradients(canvas: Canvas, at: Moment): void {
  const { width, height, parameters } = canvas;
  const weights = fillNormal(new Float32Array(3 * width * height), seededRandom(5), 0, 1);
  const picture = { width, height, data: weights };
  const loss = (): number => {
    const value = dot(weights, canvas.render(at).data);
    const { prices } = canvas.backward(picture, 1);
    return value + at.prices.boundary * prices.boundary + at.prices.usage * prices.usage;
  };
  canvas.render(at);
  const gradients = canvas.backward(picture, 1).gradients.map((gradient) => gradient.slice());
  parameters.forEach(({ values }, k) => {
    const places = [0, Math.floor(values.length / 3), values.length - 1];
    numericGradient(values, loss, places, 2e-3).forEach((slope, i) => {
      expect(Math.abs(gradients[k]![places[i]!]! - slope)).toBeLessThan(0.02 * (1 + Math.abs(slope)));
    });
  });
}

describe('a canvas with a form', () => {
  it.each<[string, PixelForm]>([
    ['symmetric', { symmetry: { turns: 3, mirror: 'left-right' } }],
    ['masked', { mask: { kind: 'shape', shape: 'circle' } }],
  ])('passes gradients back: %s', (_, form) => {
    checkGradients(canvasOf(form), moment);
  });

  it('is symmetric at every detail', () => {
    const canvas = canvasOf({ symmetry: { turns: 1, mirror: 'left-right' } });
    for (const detail of [1, 3]) {
      const { width, indices } = mapOf(canvas.truth(detail));
      const mirrored = indices.map(
        (_, i) => indices[Math.floor(i / width) * width + width - 1 - (i % width)]!,
      );
      expect(indices).toEqual(mirrored);
      expect(new Set(indices).size).toBeGreaterThan(1);
    }
  });

  it('is paper outside its mask, however much the pens want', () => {
    const canvas = canvasOf({ mask: { kind: 'shape', shape: 'diamond' } }, 16, 16);
    canvas.parameters[0]!.values.fill(50, 8 * 8);
    canvas.parameters[0]!.values.fill(-50, 0, 8 * 8);
    const bias = maskBias({ kind: 'shape', shape: 'diamond' }, 32, 32);
    const { indices } = mapOf(canvas.truth(2));
    bias.forEach((value, i) => {
      expect(indices[i] === 0).toBe(value > 0);
    });
  });

  it('begins as the picture it is given, in its colours', () => {
    const indices = Uint8Array.from({ length: 256 }, (_, i) => (i % 16 < 8 ? 1 : 2));
    const colours: Rgb[] = [
      [1, 1, 1],
      [0.9, 0.2, 0.1],
      [0.1, 0.3, 0.8],
    ];
    const start = { map: { width: 16, height: 16, indices }, colours, strength: 20 };
    const truth = canvasOf({ start }, 16, 16).truth(1);
    expect(mapOf(truth).indices).toEqual(indices);
    truth.colours[1]!.forEach((value, c) => {
      expect(value).toBeCloseTo(colours[1]![c]!, 4);
    });
  });
});

describe('masks', () => {
  it.each(shapeNames.map((shape) => [shape]))('of a %s have an inside, an outside, and a mirror', (shape) => {
    const bias = maskBias({ kind: 'shape', shape }, 40, 60);
    const inside = bias.filter((value) => value === 0).length / (40 * 40);
    expect(inside).toBeGreaterThan(0.2);
    expect(inside).toBeLessThan(0.8);
    for (let i = 0; i < 2400; i += 7) {
      const mirrored = Math.floor(i / 40) * 40 + 39 - (i % 40);
      expect(bias[i]).toBe(bias[mirrored]);
    }
  });

  it('of a picture are stretched over the canvas', () => {
    const bias = maskBias({ kind: 'picture', width: 2, height: 1, inside: Uint8Array.of(1, 0) }, 8, 4);
    expect(Array.from(bias.slice(0, 8), (value) => (value === 0 ? 1 : 0))).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
  });
});

describe('a tile', () => {
  it('passes gradients of picture and prices back', () => {
    checkGradients(tileOf(), moment);
    checkGradients(tileOf(), { ...moment, straightThrough: false, prices: { ...moment.prices, usage: 0 } });
  });

  it('goes on across its borders as smoothly as inside', () => {
    const canvas = tileOf(16, 16);
    const { width, data } = canvas.relaxed(3, 2);
    const step = (a: number, b: number): number => Math.abs(data[a]! - data[b]!);
    const rows = Array.from({ length: width }, (_, y) => y * width);
    const across = Math.max(...rows.map((row) => step(row, row + width - 1)));
    const inside = Math.max(
      ...rows.flatMap((row) => rows.slice(1).map((_, x) => step(row + x, row + x + 1))),
    );
    expect(across).toBeLessThan(1.5 * inside);
    expect(mapOf(canvas.truth(2))).toMatchObject({ width: 32, height: 32 });
  });

  it('has its finest surface wait, as other canvases do', () => {
    expect(tileOf().parameters.map(({ finest = false }) => finest)).toEqual([true, false, false]);
  });
});
