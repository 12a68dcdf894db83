import type { RgbImage } from '../image.ts';
import { planMemory, type Block } from '../kernels/memory.ts';
import { fillNormal, type Random } from '../random.ts';
import { noPrices, type Canvas, type TrueImage } from './canvas.ts';
import {
  copyKnots,
  layLogits,
  layLogitsBack,
  openSheet,
  planesOf,
  planPlanes,
  planSheet,
  type Sheet,
} from './sheet.ts';

const channels = 3; // red, green, blue: laid out as the logits of three pens

/**
 * The canvas without pens: any colour at any pixel, `sigmoid(surfaces + values)`. It is what a picture of pens is
 * measured against. No pen can draw it, so its true image is blank paper; its relaxed image is the picture.
 * `cells` as in `PixelSettings`; a value per pixel is always among them.
 */
export function freeCanvas(width: number, height: number, cells: readonly number[], random: Random): Canvas {
  const levels = [1, ...cells.filter((cell) => cell > 1)];
  const { sheet, back } = openFree(width, height, levels);
  const knots = sheet.knots.map((level) =>
    fillNormal(sheet.memory.floats(level), random, 0, 0.1 / Math.sqrt(levels.length)),
  );
  return {
    width,
    height,
    parameters: knots.map((values) => ({ kind: 'logits', values })),
    render: () => colour(sheet),
    backward: (gradient, weight) => ({
      gradients: backToKnots(sheet, back, gradient, weight),
      prices: noPrices,
    }),
    relaxed(_, detail) {
      const fine = finer(sheet, levels, detail);
      const image = colour(fine);
      return { ...image, data: image.data.slice() };
    },
    truth: (detail) => blankPaper(width * detail, height * detail),
    settle() {
      // nothing to keep
    },
  };
}

/** What gradients are worked out in. */
interface Backward {
  /** Of the logits, laid out as they are. */
  readonly planes: Block['at'];
  readonly knots: readonly Block[];
}

function openFree(
  width: number,
  height: number,
  levels: readonly number[],
): { readonly sheet: Sheet; readonly back: Backward } {
  const plan = planMemory();
  const planned = planSheet(plan, width, height, channels, levels, null);
  const planes = planPlanes(plan, channels, width * height).at;
  const knots = planned.knots.map(({ length }) => plan.reserve(length));
  return { sheet: { ...planned, memory: plan.open() }, back: { planes, knots } };
}

/** Knots -> picture: each channel sigmoid(logits). */
function colour(sheet: Sheet): RgbImage {
  const { width, height, memory, image, logits } = sheet;
  layLogits(sheet);
  const data = memory.floats(image);
  planesOf(sheet, logits.at).forEach((values, c) => {
    const into = data.subarray(c * values.length);
    values.forEach((value, i) => (into[i] = 1 / (1 + Math.exp(-value))));
  });
  return { width, height, data };
}

/** d sigmoid(x) = y (1 - y), where y is the picture last coloured. */
function backToKnots(sheet: Sheet, back: Backward, gradient: RgbImage, weight: number): Float32Array[] {
  const data = sheet.memory.floats(sheet.image);
  planesOf(sheet, back.planes).forEach((into, c) => {
    for (let i = 0, k = c * into.length; i < into.length; i++, k++) {
      const y = data[k]!;
      into[i] = weight * gradient.data[k]! * y * (1 - y);
    }
  });
  return layLogitsBack(sheet, back.planes, back.knots);
}

/** A sheet `detail` times as fine, with the same knots. */
function finer(sheet: Sheet, levels: readonly number[], detail: number): Sheet {
  const cells = levels.map((cell) => cell * detail);
  const fine = openSheet(sheet.width * detail, sheet.height * detail, channels, cells, null);
  copyKnots(sheet, fine);
  return fine;
}

function blankPaper(width: number, height: number): TrueImage {
  const map = { width, height, indices: new Uint8Array(width * height) };
  return { kind: 'map', map, colours: [[1, 1, 1]] };
}
