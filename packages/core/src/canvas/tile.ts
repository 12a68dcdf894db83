import type { IndexMap, RgbImage } from '../image.ts';
import { blankImage } from '../image.ts';
import { mapOf, type Canvas, type Parameter } from './canvas.ts';

export interface TileShape {
  /** Of the tile, canvas pixels. */
  readonly width: number;
  readonly height: number;
  readonly pens: number;
  /** Of the pixel canvas inside; each side of the tile is a multiple of the last. */
  readonly cells: readonly number[];
}

/** How far the canvas inside reaches beyond the tile on each side: as far as the coarsest knots are felt. */
export function tileMargin(cells: readonly number[]): number {
  return 2 * cells.at(-1)!;
}

/**
 * A canvas whose picture goes on across its borders: the middle of a pixel canvas `tileMargin` larger on each side, whose
 * knots repeat with the tile. Prices are those of the tile: what lies beyond it is the same again. Shares are the tile's
 * where `inner` was made with this margin.
 */
export function tileCanvas(inner: Canvas, shape: TileShape): Canvas {
  const { width, height, pens, cells } = shape;
  const margin = tileMargin(cells);
  const grids = cells.map((cell) => gridOf(shape, cell, margin));
  const parameters = inner.parameters.map((parameter, i): Parameter => {
    const grid = grids[i];
    return grid ? { ...parameter, values: middleOf(parameter.values, grid, pens) } : parameter;
  });
  const spread = (): void => {
    grids.forEach((grid, i) => {
      repeat(parameters[i]!.values, inner.parameters[i]!.values, grid, pens);
    });
  };
  // boundary is counted in sides of the picture, over the area of all of it
  const side = Math.min(width, height);
  const sides = (side + 2 * margin) / side;
  const area = (inner.width * inner.height) / (width * height);
  return {
    width,
    height,
    parameters,
    render(at) {
      spread();
      const prices = { ...at.prices, boundary: (at.prices.boundary * sides) / area };
      return cropImage(inner.render({ ...at, prices }), width, height, margin);
    },
    backward(gradient, weight) {
      const { gradients, prices, ...passed } = inner.backward(pad(gradient, margin), weight);
      const folded = gradients.map((values, i) => (grids[i] ? fold(values, grids[i], pens) : values));
      const ofTile = { ...prices, boundary: (prices.boundary * sides) / area };
      return { ...passed, gradients: folded, prices: ofTile };
    },
    relaxed(temperature, detail) {
      spread();
      return cropImage(inner.relaxed(temperature, detail), width * detail, height * detail, margin * detail);
    },
    truth(detail) {
      spread();
      const whole = inner.truth(detail);
      const map = cropMap(mapOf(whole), width * detail, height * detail, margin * detail);
      return { kind: 'map', map, colours: whole.colours };
    },
    settle(random) {
      inner.settle(random);
    },
  };
}

/** A level's knots: those of the tile within those of the canvas inside. */
interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly before: number;
  readonly innerColumns: number;
  readonly innerRows: number;
}

function gridOf({ width, height }: TileShape, cell: number, margin: number): Grid {
  const [columns, rows, before] = [width / cell, height / cell, margin / cell];
  return { columns, rows, before, innerColumns: columns + 2 * before, innerRows: rows + 2 * before };
}

/** Calls with every knot inside and the knot of the tile that it repeats. */
function eachKnot(grid: Grid, pens: number, visit: (inner: number, own: number) => void): void {
  const { columns, rows, before, innerColumns, innerRows } = grid;
  const wrapped = (at: number, count: number): number => (((at - before) % count) + count) % count;
  for (let n = 0, inner = 0; n < pens; n++) {
    for (let y = 0; y < innerRows; y++) {
      const row = (n * rows + wrapped(y, rows)) * columns;
      for (let x = 0; x < innerColumns; x++, inner++) visit(inner, row + wrapped(x, columns));
    }
  }
}

function repeat(own: Float32Array, inner: Float32Array, grid: Grid, pens: number): void {
  eachKnot(grid, pens, (to, from) => (inner[to] = own[from]!));
}

function fold(inner: Float32Array, grid: Grid, pens: number): Float32Array {
  const own = new Float32Array(pens * grid.columns * grid.rows);
  eachKnot(grid, pens, (from, to) => (own[to]! += inner[from]!));
  return own;
}

/** Each knot as it is last met: any of its copies is as good a start. */
function middleOf(inner: Float32Array, grid: Grid, pens: number): Float32Array {
  const own = new Float32Array(pens * grid.columns * grid.rows);
  eachKnot(grid, pens, (from, to) => (own[to] = inner[from]!));
  return own;
}

function cropImage(image: RgbImage, width: number, height: number, margin: number): RgbImage {
  const out = blankImage(width, height);
  for (let row = 0; row < 3 * height; row++) {
    const [c, y] = [Math.floor(row / height), row % height];
    const from = (c * image.height + y + margin) * image.width + margin;
    out.data.set(image.data.subarray(from, from + width), row * width);
  }
  return out;
}

function cropMap(map: IndexMap, width: number, height: number, margin: number): IndexMap {
  const indices = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (y + margin) * map.width + margin;
    indices.set(map.indices.subarray(from, from + width), y * width);
  }
  return { width, height, indices };
}

/** The adjoint of cropping: nothing beyond the tile was seen. */
function pad({ width, height, data }: RgbImage, margin: number): RgbImage {
  const out = blankImage(width + 2 * margin, height + 2 * margin);
  for (let row = 0; row < 3 * height; row++) {
    const [c, y] = [Math.floor(row / height), row % height];
    const to = (c * out.height + y + margin) * out.width + margin;
    out.data.set(data.subarray(row * width, (row + 1) * width), to);
  }
  return out;
}
