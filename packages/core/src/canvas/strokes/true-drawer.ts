import type { RgbImage } from '../../image.ts';
import type { Rgb } from '../../palette/colour.ts';
import type { TrueStroke } from '../canvas.ts';
import { endlessPage } from './copies.ts';
import { blankStrokes, inksOf, linesOf, type StrokePen } from './model.ts';
import { openPage, type Page } from './page.ts';

/** Draws strokes of one pen each; the colours are the palette's, the paper's first. */
export type TrueDrawer = (
  strokes: readonly TrueStroke[],
  colours: readonly Rgb[],
  detail: number,
) => RgbImage;

/** Straight lines for each cubic piece: fine enough for any picture. */
const pieceSamples = 4;

/**
 * A drawer of pictures `detail` times as fine as width x height, for pens of these widths; endless ones go on across their
 * borders.
 */
export function trueDrawer(
  width: number,
  height: number,
  pens: readonly StrokePen[],
  endless = false,
): TrueDrawer {
  const pages = new Map<number, Page>();
  const pageOf = (detail: number): Page => {
    const page = pages.get(detail) ?? blankPage(width * detail, height * detail, pens.length, endless);
    pages.set(detail, page);
    return page;
  };
  return (strokes, [paper, ...inks], detail) => {
    const size = { width: width * detail, height: height * detail };
    if (strokes.length === 0) return plain(size, paper!);
    const forms = strokes.map(({ points, closed }) => ({ controls: points.length / 2, closed }));
    const model = blankStrokes({ width, height }, paper!, pens, forms, pieceSamples);
    const colours = pens.length + 1;
    const probabilities = new Float32Array(colours * strokes.length);
    strokes.forEach(({ pen, points }, s) => {
      model.points.set(points, model.strokes[s]!.from);
      probabilities[colours * s + pen] = 1;
    });
    const lines = linesOf(model, { probabilities, colours }, detail);
    const { data } = pageOf(detail).draw(lines, { ...inksOf(model), colours: inks }, 1);
    return { ...size, data: data.slice() };
  };
}

function blankPage(width: number, height: number, pens: number, endless: boolean): Page {
  const page = openPage(width, height, pens);
  return endless ? endlessPage(page, width, height) : page;
}

function plain(size: { readonly width: number; readonly height: number }, paper: Rgb): RgbImage {
  const plane = size.width * size.height;
  return { ...size, data: Float32Array.from({ length: 3 * plane }, (_, i) => paper[Math.floor(i / plane)]!) };
}
