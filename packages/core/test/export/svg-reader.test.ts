import { describe, expect, it } from 'vitest';
import { proveSvg, readSvg } from '../../src/export/svg-reader.ts';
import { writeSvg } from '../../src/export/svg.ts';
import type { Drawing } from '../../src/plot/drawing.ts';
import { black, linePath, ringPath, sheet } from '../plot/examples.ts';

const root = 'xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape"';
const layer = 'i:groupmode="layer" i:label="1 ink" fill="none" stroke="#000000" stroke-width="0.5"';
const svgOf = (content: string, size = 'width="100mm" height="80mm" viewBox="0 0 100 80"'): string =>
  `<svg ${root} ${size}>${content}</svg>`;
const pathOf = (d: string): string => svgOf(`<g ${layer}><path d="${d}"/></g>`);

const badSvg = (message: string): unknown =>
  expect.objectContaining({
    name: 'InkceptionError',
    code: 'bad-svg',
    message: expect.stringContaining(message) as string,
  });

describe('readSvg', () => {
  it.each([
    ['M10 10 L20 10 20 20', 20, false],
    ['m10,10 10,0 0,10', 20, false],
    ['M10 10h10v10z', 20 + Math.hypot(10, 10), true],
    ['M 10 10 H 20 V 20', 20, false],
    ['M1e1 10L+20-5e-1', Math.hypot(10, 10.5), false],
    ['M10.5.5L20.5.5', 10, false],
  ])('reads the path %s', (d, lengthMm) => {
    const [read] = readSvg(pathOf(d)).layers;
    expect(read!.pathCount).toBe(1);
    expect(read!.lengthMm).toBeCloseTo(lengthMm, 9);
  });

  it('does not mind comments, metadata and the order of attributes', () => {
    const svg = svgOf(
      `<!-- hello --><metadata>{"a": 1}</metadata><desc>a <b/></desc><g ${layer}/>`.replace('<b/>', ''),
    );
    expect(readSvg(svg)).toMatchObject({ description: 'a ', layers: [{ label: '1 ink', pathCount: 0 }] });
  });

  it.each([
    ['', 'root element'],
    ['plain text', ''],
    ['<svg', ''],
    ['<html></html>', 'the root is <html>'],
    [`<g ${root}/>`, 'the root is <g>'],
    [`<svg ${root}></svg>`, 'width is ""'],
    [svgOf('', 'width="100pt" height="80pt" viewBox="0 0 100 80"'), 'expected mm'],
    [svgOf('', 'width="100" height="80" viewBox="0 0 100 80"'), 'a unit is 1 mm'],
    [svgOf('', 'width="100mm" height="80mm" viewBox="0 0 378 302"'), 'a unit is 1 mm'],
    [`<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${svgOf('&b;')}`, 'document type'],
    [svgOf('&b;'), 'b'],
    [svgOf('<g><path d="M0 0L1 1"/></g>'), 'is no layer'],
    [svgOf(`<g ${layer.replace('1 ink', 'ink 1')}/>`), 'does not begin with its pen'],
    [svgOf(`<g ${layer.replace('#000000', 'black')}/>`), 'expected "#rrggbb"'],
    [svgOf(`<g ${layer.replace('"none"', '"red"')}/>`), 'expected none'],
    [svgOf(`<g ${layer.replace('"0.5"', '"0"')}/>`), 'stroke-width'],
    [svgOf(`<g ${layer}><g/></g>`), '<g> inside <svg> <g>'],
    [svgOf(`<g ${layer}><circle r="3"/></g>`), '<circle> inside'],
    [svgOf('<path d="M0 0L1 1"/>'), '<path> inside <svg>'],
    [svgOf('<title><path d="M0 0L1 1"/></title>'), '<path> inside <svg> <title>'],
    [svgOf(`<g ${layer} transform="scale(2)"/>`), 'has transform'],
    [svgOf(`<g ${layer}><path style="stroke:red" d="M0 0L1 1"/></g>`), 'has style'],
    [svgOf(`<g ${layer}><path stroke="red" d="M0 0L1 1"/></g>`), 'stroke of its own'],
    [svgOf('<g xmlns="x"><path xmlns="http://www.w3.org/2000/svg" d="M0 0L1 1"/></g>'), '<path> inside'],
    [pathOf(''), '0 strokes'],
    [pathOf('M0 0L1 1M2 2L3 3'), '2 strokes'],
    [pathOf('L0 0'), 'begin with M'],
    [pathOf('3 4'), 'begin with M'],
    [pathOf('M0 0Q1 1 2 2'), 'command Q'],
    [pathOf('M0 0L1'), 'has 1 numbers'],
    [pathOf('M0 0L1 NaN'), 'command N'],
    [pathOf('M0 0L1 1e999'), '1e999'],
    [pathOf('M0 0L1 #'), 'breaks off at "#"'],
  ])('refuses %s', (svg, message) => {
    expect(() => readSvg(svg)).toThrow(badSvg(message));
  });
});

describe('proveSvg', () => {
  const drawing: Drawing = {
    sheet,
    layers: [
      { pen: black, paths: [linePath(20, 20, 30, 20), ringPath(40, 40, 50, 40, 50, 50)] },
      { pen: { name: 'red', hex: '#d62839', widthMm: 0.7 }, paths: [linePath(10.35, 30, 60, 30)] },
    ],
  };
  const written = writeSvg(drawing);

  it('accepts what was written', () => {
    expect(() => {
      proveSvg(written, drawing);
    }).not.toThrow();
  });

  it.each([
    ['width="100mm"', 'width="101mm"', 'viewBox'],
    [
      'width="100mm" height="80mm" viewBox="0 0 100 80"',
      'width="101mm" height="80mm" viewBox="0 0 101 80"',
      'width in mm is 101',
    ],
    ['inkscape:label="2 red', 'inkscape:label="3 red', 'number is 3, expected 2'],
    ['#d62839', '#d6283a', 'stroke is #d6283a'],
    ['stroke-width="0.7"', 'stroke-width="0.6"', 'stroke width in mm is 0.6'],
    ['<path d="M20 20L30 20"/>', '', 'strokes is 1, expected 2'],
    ['M20 20L30 20', 'M20 20L31 20', 'length in mm'],
    ['M10.35 30L60 30', 'M12 30L61.65 30', 'leftMm is 12'],
    ['M10.35 30L60 30', 'M10.3 30L59.95 30', 'ink reaches 0.050 mm into the margin'],
    ['M10.35 30L60 30', 'M10.35 72L60 72', 'into the margin of 10 mm'],
  ])('notices when %s becomes %s', (from, to, message) => {
    expect(written).toContain(from);
    expect(() => {
      proveSvg(written.replace(from, to), drawing);
    }).toThrow(badSvg(message));
  });

  it('notices a missing layer', () => {
    const one = { ...drawing, layers: drawing.layers.slice(0, 1) };
    expect(() => {
      proveSvg(writeSvg(one), drawing);
    }).toThrow(badSvg('number of layers is 1, expected 2'));
  });
});
