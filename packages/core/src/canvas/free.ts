import type { RgbImage } from '../image.ts';
import { planMemory, type Block } from '../kernels/memory.ts';
import { fillNormal, type Random } from '../random.ts';
import { noPrices, type Canvas, type TrueImage } from './canvas.ts';
import {
  copyKnots,
  layLogits,
  layLogitsBack,
  openRaster,
  planesOf,
  planPlanes,
  planRaster,
  type Raster,
} from './raster.ts';

const channels = 3; // red, green, blue: laid out as the logits of three pens

/**
 * The canvas without pens: any colour at any pixel, `sigmoid(surfaces + values)`. It is what a picture of pens is
 * measured against. No pen can draw it, so its true image is blank paper; its relaxed image is the picture.
 * `cells` as in `PixelSettings`; a value per pixel is always among them.
 */
export function freeCanvas(width: number, height: number, cells: readonly number[], random: Random): Canvas {
  const levels = [1, ...cells.filter((cell) => cell > 1)];
  const { raster, back } = openFree(width, height, levels);
  const knots = raster.knots.map((level) =>
    fillNormal(raster.memory.floats(level), random, 0, 0.1 / Math.sqrt(levels.length)),
  );
  return {
    width,
    height,
    parameters: knots.map((values) => ({ kind: 'logits', values })),
    render: () => colour(raster),
    backward: (gradient, weight) => ({
      gradients: backToKnots(raster, back, gradient, weight),
      prices: noPrices,
    }),
    relaxed(_, detail) {
      const fine = finer(raster, levels, detail);
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
): { readonly raster: Raster; readonly back: Backward } {
  const plan = planMemory();
  const planned = planRaster(plan, { width, height, pens: channels, cells: levels, paper: null });
  const planes = planPlanes(plan, channels, width * height).at;
  const knots = planned.knots.map(({ length }) => plan.reserve(length));
  return { raster: { ...planned, memory: plan.open() }, back: { planes, knots } };
}

/** Knots -> picture: each channel sigmoid(logits). */
function colour(raster: Raster): RgbImage {
  const { width, height, memory, image, logits } = raster;
  layLogits(raster);
  const data = memory.floats(image);
  planesOf(raster, logits.at).forEach((values, c) => {
    const into = data.subarray(c * values.length);
    values.forEach((value, i) => (into[i] = 1 / (1 + Math.exp(-value))));
  });
  return { width, height, data };
}

/** d sigmoid(x) = y (1 - y), where y is the picture last coloured. */
function backToKnots(raster: Raster, back: Backward, gradient: RgbImage, weight: number): Float32Array[] {
  const data = raster.memory.floats(raster.image);
  planesOf(raster, back.planes).forEach((into, c) => {
    for (let i = 0, k = c * into.length; i < into.length; i++, k++) {
      const y = data[k]!;
      into[i] = weight * gradient.data[k]! * y * (1 - y);
    }
  });
  return layLogitsBack(raster, back.planes, back.knots);
}

/** A raster `detail` times as fine, with the same knots. */
function finer(raster: Raster, levels: readonly number[], detail: number): Raster {
  const cells = levels.map((cell) => cell * detail);
  const [width, height] = [raster.width * detail, raster.height * detail];
  const fine = openRaster({ width, height, pens: channels, cells, paper: null });
  copyKnots(raster, fine);
  return fine;
}

function blankPaper(width: number, height: number): TrueImage {
  const map = { width, height, indices: new Uint8Array(width * height) };
  return { kind: 'map', map, colours: [[1, 1, 1]] };
}
