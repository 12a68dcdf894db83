import type { RgbImage } from '../image.ts';
import { planMemory } from '../kernels/memory.ts';
import { fillNormal, type Random } from '../random.ts';
import { noPrices, type Canvas, type Parameter } from './canvas.ts';
import { gatherPyramid } from './pyramid.ts';
import { layLogits, ofPen, openSheet, planPlanes, planSheet, type Sheet } from './sheet.ts';

const planes = 3; // red, green, blue: laid out as the logits of three pens

/**
 * The canvas without pens: any colour at any pixel, `sigmoid(surfaces + values)`. It is what a picture of pens is
 * measured against. No pen can draw it, so its true image is blank paper; its relaxed image is the picture.
 * `cells` as in `PixelSettings`; a value per pixel is always among them.
 */
export function freeCanvas(width: number, height: number, cells: readonly number[], random: Random): Canvas {
  const levels = [1, ...cells.filter((cell) => cell > 1)];
  const plan = planMemory();
  const planned = planSheet(plan, width, height, planes, levels, null);
  const gradientPlanes = planPlanes(plan, planes, width * height);
  const gradientKnots = planned.knots.map(({ length }) => plan.reserve(length));
  const sheet: Sheet = { ...planned, memory: plan.open() };
  const { memory, logits } = sheet;
  const parameters: readonly Parameter[] = sheet.knots.map((level) => ({
    kind: 'logits',
    values: fillNormal(memory.floats(level), random, 0, 0.1 / Math.sqrt(levels.length)),
  }));
  const plane = width * height;
  const logitsOf = (c: number, at: number = logits.at): Float32Array =>
    memory.floats({ at: at + c * logits.stride, length: plane });
  const image: RgbImage = { width, height, data: memory.floats(sheet.image) };
  return {
    width,
    height,
    parameters,
    render() {
      layLogits(sheet);
      for (let c = 0; c < planes; c++) colour(logitsOf(c), image.data.subarray(c * plane, (c + 1) * plane));
      return image;
    },
    backward(gradient, weight) {
      for (let c = 0; c < planes; c++) {
        const into = logitsOf(c, gradientPlanes.at);
        // d sigmoid(x) = y (1 - y)
        for (let i = 0, k = c * plane; i < plane; i++, k++) {
          const y = image.data[k]!;
          into[i] = weight * gradient.data[k]! * y * (1 - y);
        }
        const ofThis = gradientKnots.map((level) => ofPen(level, c, planes));
        gatherPyramid(memory.kernels, sheet.pyramid, gradientPlanes.at + c * gradientPlanes.stride, ofThis);
      }
      return { gradients: gradientKnots.map((level) => memory.floats(level)), prices: noPrices };
    },
    relaxed(_, detail) {
      const fine = openSheet(
        width * detail,
        height * detail,
        planes,
        levels.map((cell) => cell * detail),
        null,
      );
      sheet.knots.forEach((level, i) => {
        fine.memory.floats(fine.knots[i]!).set(memory.floats(level));
      });
      layLogits(fine);
      const data = new Float32Array(planes * plane * detail ** 2);
      for (let c = 0; c < planes; c++) {
        const at = fine.logits.at + c * fine.logits.stride;
        colour(
          fine.memory.floats({ at, length: plane * detail ** 2 }),
          data.subarray((c * data.length) / planes),
        );
      }
      return { width: fine.width, height: fine.height, data };
    },
    truth: (detail) => ({
      kind: 'map',
      map: {
        width: width * detail,
        height: height * detail,
        indices: new Uint8Array(plane * detail ** 2),
      },
      colours: [[1, 1, 1]],
    }),
    settle() {
      // nothing to keep
    },
  };
}

function colour(values: Float32Array, into: Float32Array): void {
  for (let i = 0; i < values.length; i++) into[i] = 1 / (1 + Math.exp(-values[i]!));
}
