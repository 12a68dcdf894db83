import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { renderPreview } from '../../src/export/preview.ts';
import { checkOnPage } from '../../src/import/on-page.ts';
import { readSvgDrawing, type SvgDrawingOptions } from '../../src/import/svg-drawing.ts';
import type { Drawing } from '../../src/plot/drawing.ts';
import { boundsOf, lengthOf } from '../../src/plot/geometry/polyline.ts';

const asItIs: SvgDrawingOptions = {
  pens: null,
  penWidthMm: null,
  split: 'auto',
  sheet: null,
  sizeMm: null,
  toleranceMm: 0.01,
};

function svg(inside: string, root = 'width="100mm" height="80mm" viewBox="0 0 100 80"'): Uint8Array {
  const spaces =
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"';
  return new TextEncoder().encode(`<svg ${spaces} ${root}>${inside}</svg>`);
}

function read(
  bytes: Uint8Array,
  options: Partial<SvgDrawingOptions> = {},
): { drawing: Drawing; warnings: string[] } {
  return readSvgDrawing(bytes, 'x.svg', { ...asItIs, ...options });
}

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
const line = 'fill="none" stroke="black" stroke-width="1"';

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

  const layered = `<g inkscape:groupmode="layer" inkscape:label="!2+S30 fine red 0.4" id="a"><path ${line} d="M0 0H10"/><path fill="none" stroke="red" d="M0 5H10"/></g><g inkscape:groupmode="layer" inkscape:label="3 gold"><g><path ${line} d="M0 9H10"/></g></g><g inkscape:groupmode="layer" inkscape:label="%notes"><path ${line} d="M0 9H90"/></g>`;

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

  it('ends where clip paths would take forever, and draws nothing in an empty one', () => {
    const comb = (teeth: number): string =>
      Array.from({ length: teeth }, (_, i) => `${(100 * i) / teeth} ${80 * (i % 2)}`).join(' ');
    const shape = `<clipPath id="c"><polygon points="${comb(3000)} 100 90 0 90"/></clipPath><clipPath id="d"/>`;
    expect(() =>
      read(svg(`${shape}<polyline ${line} clip-path="url(#c)" points="${comb(80_000)}"/>`)),
    ).toThrow(
      expect.objectContaining({ code: 'bad-svg', message: expect.stringContaining('clip paths') as string }),
    );
    expect(() => read(svg(`${shape}<path ${line} clip-path="url(#d)" d="M0 0H9"/>`))).toThrow(
      expect.objectContaining({
        code: 'bad-svg',
        message: expect.stringContaining('nothing to draw') as string,
      }),
    );
  });

  it('names in a line each what it does not draw', () => {
    const { warnings } = read(
      svg(
        `<text>hi</text><image href="http://a.example/x.png"/><use href="b.svg#a"/><use href="#none"/><path ${line} clip-path="url(#c)" filter="url(#f)" stroke-dasharray="2" d="M0 0H10"/><rect width="9" height="9" fill="red"/><path ${line} display="none" d="M0 0H9"/><path ${line} d="M0 0L5 5 L x"/><path ${line} transform="bend(3)" d="M0 0H9"/><path ${line} d="M0 0L1e999 3"/><path ${line} d="M0 0L1e9 3"/><foreignObject/><blink/>`,
      ),
    );
    expect(warnings).toEqual([
      'text is not drawn: convert it to paths (1)',
      'images are not drawn (1)',
      'references to other files are not opened (1)',
      'references to nothing are left out (1)',
      'filters are not applied (1)',
      'masks, and clip paths that are more than shapes, are not applied: what they hide is drawn (1)',
      'dashed lines are drawn whole (1)',
      'filled shapes without a stroke are drawn as outlines (1)',
      'hidden elements are not drawn (1)',
      'shapes have damaged data and are drawn up to there (1)',
      'transforms are not understood and left out (1)',
      'shapes have coordinates that are no numbers, or too far away, and are left out (2)',
      'foreign objects are not drawn (1)',
      'unknown elements are not drawn (1)',
    ]);
  });

  it('opens no other file, and says where one was meant', () => {
    const opened = vi.spyOn(globalThis, 'fetch');
    const inside = `<style>@import url("http://a.example/a.css"); path { stroke: #00f }</style><image xlink:href="file:///etc/passwd"/><use xlink:href="http://a.example/b.svg#a"/><use href="b.svg#a"/><path ${line} clip-path="url(b.svg#c)" d="M0 0H10"/>`;
    const outside = new TextEncoder().encode(
      '<?xml version="1.0"?><?xml-stylesheet href="http://a.example/a.css" type="text/css"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://a.example/svg11.dtd">',
    );
    const { drawing, warnings } = read(Uint8Array.of(...outside, ...svg(inside)));
    expect(drawing.layers.map(({ pen }) => pen.hex)).toEqual(['#0000ff']);
    expect(warnings).toEqual([
      'references to other files are not opened (4)',
      'images are not drawn (1)',
      'masks, and clip paths that are more than shapes, are not applied: what they hide is drawn (1)',
    ]);
    expect(opened).not.toHaveBeenCalled();
    opened.mockRestore();
  });

  it.each([
    'width="NaNmm" height="80mm" viewBox="0 0 100 80"',
    'width="100mm" height="80mm" viewBox="0 0 NaN 80"',
    'width="100mm" height="80mm" viewBox="0 0 0 0"',
  ])('says that a size is none: %s', (root) => {
    expect(read(svg(`<path ${line} d="M5 5H10"/>`, root)).warnings).toEqual([
      'the size or view box is no number and left out (1)',
    ]);
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

  const entities = Array.from({ length: 20 }, (_, i) => `<!ENTITY e${i + 1} "&e${i};&e${i};">`).join('');
  const doubling = Array.from(
    { length: 30 },
    (_, i) => `<g id="u${i + 1}"><use href="#u${i}"/><use href="#u${i}"/></g>`,
  ).join('');

  it.each([
    [
      'a bomb of entities',
      `<!DOCTYPE svg [<!ENTITY e0 "x">${entities}]><svg xmlns="http://www.w3.org/2000/svg"><text>&e20;</text></svg>`,
      'entity',
    ],
    [
      'a bomb of entities in an attribute',
      `<!DOCTYPE svg [<!ENTITY e0 "M0 0H9">${entities}]><svg xmlns="http://www.w3.org/2000/svg"><path stroke="red" d="&e20;"/></svg>`,
      'entity',
    ],
    [
      'an entity that is a file',
      '<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&f;</text></svg>',
      'entity',
    ],
    [
      'a use of itself',
      `<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><use href="#a"/></g></svg>`,
      'within itself',
    ],
    [
      'uses in a ring',
      `<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>`,
      'within itself',
    ],
    [
      'uses that double',
      `<svg xmlns="http://www.w3.org/2000/svg"><path id="u0" d="M0 0H9"/>${doubling}</svg>`,
      'more than',
    ],
    ['deep nesting', `<svg xmlns="http://www.w3.org/2000/svg">${'<g>'.repeat(5000)}`, 'deep'],
    ['broken XML', '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>', 'damaged'],
    ['another root', '<html><body/></html>', 'expected <svg>'],
    ['nothing', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'nothing to draw'],
    [
      'an infinite size',
      '<svg xmlns="http://www.w3.org/2000/svg" width="1e999mm" height="5mm"><path stroke="red" d="M0 0H9"/></svg>',
      'expected more than 0',
    ],
    [
      'no size',
      '<svg xmlns="http://www.w3.org/2000/svg" width="0mm" height="0mm"><path stroke="red" d="M0 0H9"/></svg>',
      'expected more than 0',
    ],
    [
      'NaN',
      '<svg xmlns="http://www.w3.org/2000/svg"><path stroke="red" d="M NaN 0 H 9"/></svg>',
      'nothing to draw',
    ],
  ])('refuses %s', (_, text, fault) => {
    expect(() => read(new TextEncoder().encode(text))).toThrow(
      expect.objectContaining({ code: 'bad-svg', message: expect.stringContaining(fault) as string }),
    );
  });

  it('refuses 200 MB before reading them, and what is no text', () => {
    expect(() => read(new Uint8Array(200e6))).toThrow(
      expect.objectContaining({ code: 'bad-svg', message: expect.stringContaining('200 MB') as string }),
    );
    expect(() => read(Uint8Array.of(0x3c, 0xff, 0xfe, 0xff))).toThrow(
      expect.objectContaining({ code: 'bad-svg' }),
    );
  });

  it('ends in a drawing of finite strokes or a clear error, whatever it is given', () => {
    const good = new TextDecoder().decode(
      svg(
        `<defs><g id="a"><path ${line} d="M1 1a5 5 0 01 9 9z"/></g></defs><use href="#a" x="5"/><g transform="rotate(5)">${layered}</g>`,
      ),
    );
    const mess = fc.constantFrom(
      '<',
      '>',
      '"',
      '/',
      '1e9',
      '-',
      'NaN',
      'M',
      'a',
      '#a',
      '%',
      '&lt;',
      '&x;',
      '<use href="#a"/>',
      ' ',
      '\u0000',
      'é',
    );
    const cuts = fc.array(fc.tuple(fc.nat(good.length), fc.nat(12), mess), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(cuts, (edits) => {
        const text = edits.reduce(
          (all, [at, length, put]) => all.slice(0, at) + put + all.slice(at + length),
          good,
        );
        try {
          const { drawing } = read(new TextEncoder().encode(text));
          const points = drawing.layers.flatMap(({ paths }) =>
            paths.flatMap((path) => Array.from(path.points)),
          );
          expect(points.every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ name: 'InkceptionError' });
        }
      }),
      { seed: 1, numRuns: 400 },
    );
  });
});
