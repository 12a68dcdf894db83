import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { layered, line, read, svg } from './read-svg.ts';

describe('what an SVG has beside lines', () => {
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
});

describe('an SVG that is damaged or made to harm', () => {
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

  const entities = Array.from({ length: 20 }, (_, i) => `<!ENTITY e${i + 1} "&e${i};&e${i};">`).join('');
  const doubling = Array.from(
    { length: 30 },
    (_, i) => `<g id="u${i + 1}"><use href="#u${i}"/><use href="#u${i}"/></g>`,
  ).join('');

  it('knows entities that are plain texts: Illustrator names its namespaces so', () => {
    const names =
      '<!ENTITY ns_svg "http://www.w3.org/2000/svg"> <!ENTITY pen \'stroke:red\'> <!ENTITY st0 "M0 0H9">';
    const file = `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [${names}]><svg xmlns="&ns_svg;" width="20mm" height="20mm" viewBox="0 0 20 20"><path style="&pen;" d="&st0;"/></svg>`;
    const { drawing } = read(new TextEncoder().encode(file));
    expect(drawing.layers.map(({ paths }) => paths.length)).toEqual([1]);
  });

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
