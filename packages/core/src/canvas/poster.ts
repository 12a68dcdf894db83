import { blankImage, type IndexMap, type RgbImage } from '../image.ts';
import { fillNormal, type Random } from '../random.ts';
import { mapOf, type Canvas, type Parameter, type PassedBack, type TrueImage } from './canvas.ts';
import type { ColourSpec } from './colour-spec.ts';
import { isFinest, startDeviation, type PixelSettings } from './pixels/model.ts';
import { pixelCanvas } from './pixels/pixels.ts';
import { knotsBeyond } from './pyramid.ts';

export interface PosterShape {
  /** Of a part, canvas pixels: multiples of the coarsest cell. */
  readonly width: number;
  readonly height: number;
  /** Parts along each side: a power of 2. */
  readonly parts: number;
}

/**
 * A canvas much larger than what is ever rendered of it: the knots are those of the whole, `parts` times as wide and high
 * as its part, and each step sees one part, or a larger one more coarsely, up to the whole (`look`). Parts share their
 * knots, so that they have no seams. What is seen coarsely has only the surfaces that show at its size.
 *
 * The relaxed image is as fine as the canvas whatever the detail: a number per colour and pixel is 12 times as much as
 * an index, and pictures are kept while others are made, and written with the state of a run.
 */
export function posterCanvas(
  shape: PosterShape,
  palette: readonly ColourSpec[],
  settings: PixelSettings,
  random: Random,
): Canvas {
  const poster = openPoster(shape, palette, settings, random);
  let seen: Sight = { view: poster.views.at(-1)!, left: 0, top: 0 };
  return {
    width: shape.width,
    height: shape.height,
    parameters: poster.parameters,
    render: (at) => filled(poster, seen).render(at),
    backward: (gradient, weight) => spread(poster, seen, seen.view.canvas.backward(gradient, weight)),
    relaxed: (temperature) => relaxedOf(poster, temperature),
    truth: (detail) => truthOf(poster, detail),
    look(draws, progress) {
      seen = sightFor(poster, draws, progress);
    },
    settle() {
      // logits and colours may be anything
    },
  };
}

/** Knots and colours of the whole, and the canvases on which parts of it are seen. */
interface Poster {
  readonly shape: PosterShape;
  readonly pens: number;
  /** A level each, and the colours last. */
  readonly parameters: readonly Parameter[];
  /** Room for the gradients of the parameters. */
  readonly gradients: readonly Float32Array[];
  /** Of 1 x 1, 2 x 2, ... parts. */
  readonly views: readonly View[];
}

function openPoster(
  shape: PosterShape,
  palette: readonly ColourSpec[],
  settings: PixelSettings,
  random: Random,
): Poster {
  const { width, height, parts } = shape;
  const pens = palette.length;
  const levels = settings.cells.map((cell) => levelOf(cell, width * parts, height * parts, pens));
  const colours = fillNormal(new Float32Array(3 * pens), random, ...settings.initialColours);
  const parameters: readonly Parameter[] = [
    ...levels.map(({ count }, i) => ({
      kind: 'logits' as const,
      values: fillNormal(new Float32Array(count), random, 0, startDeviation(i, settings)),
      finest: isFinest(i, settings),
    })),
    { kind: 'colours', values: colours },
  ];
  const gradients = parameters.map(({ values }) => new Float32Array(values.length));
  const views = scalesOf(parts).map((scale) => viewOf(scale, levels, shape, palette, settings, random));
  return { shape, pens, parameters, gradients, views };
}

/** A view, and where its upper left corner is in the whole, canvas pixels. */
interface Sight {
  readonly view: View;
  readonly left: number;
  readonly top: number;
}

/** Share of the run from which parts of all sizes are seen; before, the larger come first. */
const allFrom = 0.5;

function sightFor({ shape, views }: Poster, random: Random, progress: number): Sight {
  const hidden = Math.floor(views.length * Math.max(0, 1 - progress / allFrom));
  const view = drawn(views.slice(Math.min(hidden, views.length - 1)), random);
  const spare = (side: number): number =>
    view.step * random.integer(0, (side * (shape.parts - view.scale)) / view.step);
  return { view, left: spare(shape.width), top: spare(shape.height) };
}

/** The canvas of a view, with the knots and colours that the whole has there. */
function filled({ pens, parameters }: Poster, { view, left, top }: Sight): Canvas {
  view.levels.forEach((level, i) => {
    const [into, from] = [view.canvas.parameters[i]!.values, parameters[level.index]!.values];
    eachKnot(level, pens, left, top, (local, whole) => (into[local] = from[whole]!));
  });
  view.canvas.parameters.at(-1)!.values.set(parameters.at(-1)!.values);
  return view.canvas;
}

/** The adjoint of `filled`: a view's gradients, where they belong in the whole. */
function spread({ pens, gradients }: Poster, { view, left, top }: Sight, passed: PassedBack): PassedBack {
  for (const of of gradients) of.fill(0);
  view.levels.forEach((level, i) => {
    const [into, from] = [gradients[level.index]!, passed.gradients[i]!];
    eachKnot(level, pens, left, top, (local, whole) => (into[whole]! += from[local]!));
  });
  gradients.at(-1)!.set(passed.gradients.at(-1)!);
  return { ...passed, gradients };
}

/** Calls with each part at full detail, and where it is. */
function eachPart(poster: Poster, visit: (part: Canvas, left: number, top: number) => void): void {
  const { width, height, parts } = poster.shape;
  for (let top = 0; top < parts * height; top += height)
    for (let left = 0; left < parts * width; left += width)
      visit(filled(poster, { view: poster.views[0]!, left, top }), left, top);
}

function relaxedOf(poster: Poster, temperature: number): RgbImage {
  const { width, height, parts } = poster.shape;
  const image = blankImage(width * parts, height * parts);
  eachPart(poster, (part, left, top) => {
    placeImage(part.relaxed(temperature, 1), image, left, top);
  });
  return image;
}

function truthOf(poster: Poster, detail: number): TrueImage {
  const { shape, views } = poster;
  const [width, height] = [shape.width * shape.parts * detail, shape.height * shape.parts * detail];
  const map: IndexMap = { width, height, indices: new Uint8Array(width * height) };
  eachPart(poster, (part, left, top) => {
    placeMap(mapOf(part.truth(detail)), map, left * detail, top * detail);
  });
  return { kind: 'map', map, colours: views[0]!.canvas.truth(1).colours };
}

/** One of the views: there are more places for the smaller ones, which are drawn the more often. */
function drawn(views: readonly View[], random: Random): View {
  const total = views.reduce((sum, { scale }) => sum + 1 / scale, 0);
  let left = total * random.uniform();
  return views.find(({ scale }) => (left -= 1 / scale) < 0) ?? views[0]!;
}

/** 1, 2, 4, ... parts. */
export function scalesOf(parts: number): number[] {
  return Array.from({ length: Math.log2(parts) + 1 }, (_, k) => 2 ** k);
}

/** Knots of the whole. */
interface Level {
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
}

function levelOf(cell: number, width: number, height: number, pens: number): Level {
  const [columns, rows] = [width / cell, height / cell];
  return { cell, columns, rows, count: pens * columns * rows };
}

/** A canvas of `scale` x `scale` parts, as large as one. */
interface View {
  readonly scale: number;
  /** Places of the whole are multiples of this. */
  readonly step: number;
  readonly canvas: Canvas;
  readonly levels: readonly (Level & {
    readonly index: number;
    readonly columnsHere: number;
    readonly rowsHere: number;
  })[];
}

function viewOf(
  scale: number,
  levels: readonly Level[],
  { width, height }: { readonly width: number; readonly height: number },
  palette: readonly ColourSpec[],
  settings: PixelSettings,
  random: Random,
): View {
  const shown = levels
    .map((level, index) => ({ ...level, index }))
    .filter(({ cell }) => cell >= scale * levels[0]!.cell);
  const cells = shown.map(({ cell }) => cell / scale);
  return {
    scale,
    step: levels.at(-1)!.cell,
    canvas: pixelCanvas(width, height, palette, { ...settings, cells }, random, { beyond: knotsBeyond }),
    levels: shown.map((level, i) => ({
      ...level,
      columnsHere: width / cells[i]! + 2 * knotsBeyond,
      rowsHere: height / cells[i]! + 2 * knotsBeyond,
    })),
  };
}

/** Calls with every knot of a view and the knot of the whole that it is; beyond the border, the last one. */
function eachKnot(
  level: View['levels'][number],
  pens: number,
  left: number,
  top: number,
  visit: (local: number, whole: number) => void,
): void {
  const { cell, columns, rows, columnsHere, rowsHere } = level;
  const within = (at: number, count: number): number => Math.min(Math.max(at, 0), count - 1);
  const [x0, y0] = [left / cell - knotsBeyond, top / cell - knotsBeyond];
  for (let n = 0, local = 0; n < pens; n++) {
    for (let y = 0; y < rowsHere; y++) {
      const row = (n * rows + within(y + y0, rows)) * columns;
      for (let x = 0; x < columnsHere; x++, local++) visit(local, row + within(x + x0, columns));
    }
  }
}

function placeMap(part: IndexMap, whole: IndexMap, left: number, top: number): void {
  for (let y = 0; y < part.height; y++) {
    const row = part.indices.subarray(y * part.width, (y + 1) * part.width);
    whole.indices.set(row, (y + top) * whole.width + left);
  }
}

function placeImage(part: RgbImage, whole: RgbImage, left: number, top: number): void {
  for (let row = 0; row < 3 * part.height; row++) {
    const [c, y] = [Math.floor(row / part.height), row % part.height];
    const to = (c * whole.height + y + top) * whole.width + left;
    whole.data.set(part.data.subarray(row * part.width, (row + 1) * part.width), to);
  }
}
