import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { renderPreview } from '../../src/export/preview.ts';
import { checkOnPage } from '../../src/import/on-page.ts';
import type { SvgDrawingOptions } from '../../src/import/svg-drawing.ts';
import type { Drawing } from '../../src/plot/drawing.ts';
import { boundsOf, lengthOf } from '../../src/plot/geometry/polyline.ts';
import { layered, line, read, svg } from './read-svg.ts';

function lengthsOf({ layers }: Drawing): number[] {
  return layers.map(({ paths }) =>
    paths.reduce((sum, { points, closed }) => sum + lengthOf(points, closed), 0),
  );
}

/** Share of pixels that are inked in one picture and bare in the other, off by more than a pixel. */
function unlikeInk(bytes: Uint8Array): number {
  const { drawing } = read(bytes);
  const ours = renderPreview(drawing, { paperHex: '#ffffff', pixelsPerMm: 8 });
  const theirs = new Resvg(new TextDecoder().decode(bytes), {
    background: 'white',
    fitTo: { mode: 'width', value: ours.width },
  }).render();
  const { pixels } = theirs; // a copy each time it is asked for
  expect([theirs.width, theirs.height]).toEqual([ours.width, ours.height]);
  const isInk = (data: Uint8Array, channels: number, x: number, y: number): boolean =>
    data[channels * (y * ours.width + x) + 1]! < 128;
  let [unlike, inked] = [0, 0];
  for (let y = 1; y < ours.height - 1; y++) {
    for (let x = 1; x < ours.width - 1; x++) {
      const near = (data: Uint8Array, channels: number): boolean =>
        [-1, 0, 1].some((dy) => [-1, 0, 1].some((dx) => isInk(data, channels, x + dx, y + dy)));
      const [mine, other] = [isInk(ours.data, 3, x, y), isInk(pixels, 4, x, y)];
      if (mine || other) inked++;
      if ((mine && !near(pixels, 4)) || (other && !near(ours.data, 3))) unlike++;
    }
  }
  expect(inked).toBeGreaterThan(500);
  return unlike / inked;
}

// One width for all of a colour: where shapes are scaled, lines are thin.
const thin = 'fill="none" stroke="black" stroke-width=".4"';
// Cut ends are round here and straight in a browser.
const finer = 'fill="none" stroke="black" stroke-width=".25"';

describe('readSvgDrawing', () => {
  it.each([
    [
      'lines and curves',
      `<path ${line} d="M10 10 20 40h10V20l5 5m5 0 q 5-10 10 0t10 0 S 80 40 90 20 C 95 40 60 70 50 60z"/>`,
    ],
    [
      'arcs',
      `<path ${line} d="M10 40a15 15 -30 0110 30 20 10 15 1 0 30-20A5 8 0 0 1 60 40 40 3 45 1 1 70 50"/>`,
    ],
    [
      'shapes',
      `<g ${line}><rect x="5" y="5" width="30" height="20" rx="6" ry="3"/><circle cx="60" cy="20" r="12"/><ellipse cx="30" cy="55" rx="20" ry="8"/><line x1="60" y1="40" x2="90" y2="70"/><polyline points="60,70 70,50 75,70,90,60"/><polygon points="80 10 95 10 90 30"/></g>`,
    ],
    [
      'transforms',
      `<g ${thin} transform="translate(50,40) rotate(30) skewX(15) scale(1.5,.8)"><rect x="-15" y="-15" width="30" height="20"/><g transform="matrix(.5 .2 -.3 .9 10 5) skewY(-10) rotate(20 5 5)"><circle r="12"/></g></g>`,
    ],
    [
      'uses, symbols and nested views',
      `<defs><g id="a"><circle cx="5" cy="5" r="4" ${thin}/></g></defs><symbol id="s" viewBox="0 0 10 10"><path fill="none" stroke="black" stroke-width=".15" d="M1 1 9 9M9 1 1 9"/></symbol><use xlink:href="#a" x="10" y="10"/><use xlink:href="#a" transform="translate(40 10) rotate(30) scale(1.2)"/><use xlink:href="#s" x="60" y="10" width="30" height="30"/><svg x="10" y="40" width="40" height="30" viewBox="0 0 50 50"><path fill="none" stroke="black" stroke-width=".67" d="M5 5H45V45H5Z"/></svg>`,
    ],
    [
      'style sheets',
      `<style>.a, rect { stroke: #102030; fill:none } /* x */ #b { stroke-width: 1.2 }</style><rect x="10" y="10" width="30" height="20"/><path class="a" style="stroke-width:1.1" d="M50 10 90 40"/><circle id="b" class="a" cx="30" cy="55" r="15"/>`,
    ],
    [
      'clip paths',
      `<clipPath id="a"><rect x="10" y="10" width="35" height="30"/><circle cx="45" cy="40" r="20"/></clipPath><clipPath id="b" transform="rotate(10)"><path clip-rule="evenodd" d="M55 0H95V75H55ZM65 5H85V30H65Z"/></clipPath><g clip-path="url(#a)"><path ${finer} d="M0 20 70 30M0 30 70 45 5 50M20 5V70"/><circle ${finer} cx="30" cy="30" r="22"/><g transform="scale(.5)" clip-path="url(#a)"><path ${thin} d="M30 0V90M0 60H99"/></g></g><path style="clip-path:url(#b)" ${finer} d="M50 0 95 70M50 25H100M50 50C70 20 80 90 100 50"/>`,
    ],
  ])('draws %s as a browser would', (_, inside) => {
    expect(unlikeInk(svg(inside))).toBeLessThan(0.005);
  });

  it.each([
    ['width="100mm" height="80mm" viewBox="0 0 200 160"', 50],
    ['width="10cm" height="8cm"', 100 * (25.4 / 96)],
    ['width="4in" height="2in" viewBox="0 0 100 100"', 50.8],
    ['width="96px" height="96" viewBox="0 0 100 100"', 25.4],
    ['width="72pt" height="6pc" viewBox="0 0 100 100"', 25.4],
    ['width="80mm" height="100mm" viewBox="0 0 100 100"', 80],
    ['viewBox="0 0 960 960"', 100 * (25.4 / 96)],
    ['width="100%" height="100%" viewBox="0 0 960 960"', 100 * (25.4 / 96)],
  ])('knows how long 100 units are: %s', (root, mm) => {
    const { drawing } = read(svg(`<path ${line} d="M0 0H100"/>`, root));
    expect(lengthsOf(drawing)[0]).toBeCloseTo(mm, 6);
  });

  it('makes a pen of each colour, light to dark, as wide as it is in mm', () => {
    const { drawing } = read(
      svg(
        '<g fill="none" stroke-width="2"><path stroke="#123" d="M0 0H10"/><path stroke="Gold" d="M0 9H10"/><path stroke="rgb(17, 34, 51)" d="M0 3H10"/></g>',
        'width="50mm" height="50mm" viewBox="0 0 100 100"',
      ),
    );
    expect(drawing.layers.map(({ pen, paths }) => [pen.hex, pen.widthMm, paths.length])).toEqual([
      ['#ffd700', 1, 1],
      ['#112233', 1, 2],
    ]);
    expect(new Set(drawing.layers.map(({ pen }) => pen.name)).size).toBe(2);
  });

  it("takes Inkscape's layers for pens where there are several, colours where asked", () => {
    const { drawing, warnings } = read(svg(layered));
    expect(drawing.layers.map(({ pen, paths }) => [pen.name, paths.length])).toEqual([
      ['fine red', 2],
      ['gold', 1],
    ]);
    expect(warnings.join('\n')).toMatch(/begins with % are not drawn \(1\)\n.*several colours/);
    expect(read(svg(layered), { split: 'colours' }).drawing.layers.map(({ pen }) => pen.hex)).toEqual([
      '#ff0000',
      '#000000',
    ]);
  });

  it('gives layers to given pens in order, and refuses more layers than pens', () => {
    const pens = ['#00ff00', '#0000ff', '#ff00ff'].map((hex) => ({ name: hex, hex, widthMm: 0.3 }));
    expect(read(svg(layered), { pens }).drawing.layers.map(({ paths }) => paths.length)).toEqual([2, 1, 0]);
    expect(() => read(svg(layered), { pens: pens.slice(0, 1) })).toThrow(
      expect.objectContaining({ code: 'bad-pens', message: expect.stringContaining('2 layers') as string }),
    );
  });

  it('puts a drawing in the middle of a sheet, at its size, a given one, or as large as fits', () => {
    const bytes = svg(`<rect ${line} x="70" y="10" width="20" height="10"/>`);
    const sheet = { widthMm: 148, heightMm: 210, marginMm: 15 };
    const boxOf = (sizeMm: SvgDrawingOptions['sizeMm']): number[] => {
      const { layers } = read(bytes, { sheet, sizeMm }).drawing;
      return Object.values(boundsOf(layers.flatMap(({ paths }) => paths.map(({ points }) => points)))!).map(
        (mm: number) => Math.round(mm * 10) / 10,
      );
    };
    expect(boxOf(null)).toEqual([64, 100, 84, 110]);
    expect(boxOf(50)).toEqual([49, 92.5, 99, 117.5]);
    expect(boxOf('fit')).toEqual([15.5, 75.8, 132.5, 134.3]);
    expect(() => boxOf(130)).toThrow(expect.objectContaining({ code: 'paper-too-small' }));
  });

  it.each([
    `<rect ${line} width="100" height="80"/>`,
    `<path ${line} d="M-1 5H10"/>`,
    `<path ${line} d="M5 5V99"/>`,
  ])('refuses ink beyond the page, which fits where it is asked to: %s', (inside) => {
    expect(() => {
      checkOnPage(read(svg(inside)).drawing, 'x.svg');
    }).toThrow(
      expect.objectContaining({ code: 'paper-too-small', message: expect.stringContaining('fit') as string }),
    );
    expect(() => {
      checkOnPage(read(svg(inside), { sizeMm: 'fit' }).drawing, 'x.svg');
    }).not.toThrow();
  });
});
