import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { renderPreview } from '../../src/export/preview.ts';
import { proveSvg, readSvg } from '../../src/export/svg-reader.ts';
import { writeSvg } from '../../src/export/svg.ts';
import type { Drawing } from '../../src/plot/drawing.ts';
import { plotIndexMap } from '../../src/plot/plot.ts';
import { black, blobs, linePath, palette, ringPath, sheet } from '../plot/examples.ts';

const red = { name: 'red', hex: '#D62839', widthMm: 0.7 };

const drawing: Drawing = {
  sheet,
  layers: [
    { pen: red, paths: [linePath(20, 20.12345, 30, 20), ringPath(40, 40, 50, 40, 50, 50)] },
    { pen: { ...black, name: '  a "pen" <of>\n mine & yours ' }, paths: [] },
  ],
};

const picture = plotIndexMap(
  blobs(60, 45, 4, [
    { at: [0.5, 0.5], radius: 18, label: 1 },
    { at: [0.4, 0.4], radius: 6, label: 2 },
    { at: [0.8, 0.8], radius: 9, label: 3 },
  ]),
  palette,
  sheet,
);

describe('writeSvg', () => {
  it('writes mm, and a layer per pen with nothing but paths', () => {
    expect(writeSvg(drawing, { title: 'cat & dog' }).split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" version="1.1" width="100mm" height="80mm" viewBox="0 0 100 80">',
      '<title>cat &amp; dog</title>',
      '<g id="layer01" inkscape:groupmode="layer" inkscape:label="1 red 0.7" fill="none" stroke="#d62839" stroke-width="0.7" stroke-linecap="round" stroke-linejoin="round">',
      '<path d="M20 20.123L30 20"/>',
      '<path d="M40 40L50 40L50 50Z"/>',
      '</g>',
      '<g id="layer02" inkscape:groupmode="layer" inkscape:label="2 a &quot;pen&quot; &lt;of&gt; mine &amp; yours 0.4" fill="none" stroke="#101012" stroke-width="0.4" stroke-linecap="round" stroke-linejoin="round">',
      '</g>',
      '</svg>',
      '',
    ]);
  });

  it('is read back as it was meant', () => {
    const description = JSON.stringify({ text: '<é> & "\u0007 ]]>', list: [1, 2] });
    const svg = writeSvg(drawing, { title: 'a\u0000b\ud800c', description });
    const proof = readSvg(svg);
    expect(proof).toMatchObject({ widthMm: 100, heightMm: 80, title: 'abc', description });
    expect(proof.layers).toEqual([
      {
        label: '1 red 0.7',
        penNumber: 1,
        codes: '',
        stroke: '#d62839',
        strokeWidthMm: 0.7,
        pathCount: 2,
        lengthMm: expect.closeTo(Math.hypot(10, 0.123) + 20 + Math.hypot(10, 10), 9) as number,
        bounds: { leftMm: 20, topMm: 20, rightMm: 50, bottomMm: 50 },
      },
      {
        label: '2 a "pen" <of> mine & yours 0.4',
        penNumber: 2,
        codes: '',
        stroke: '#101012',
        strokeWidthMm: 0.4,
        pathCount: 0,
        lengthMm: 0,
        bounds: null,
      },
    ]);
  });

  it('is proved to be the drawing', () => {
    expect(() => {
      proveSvg(writeSvg(drawing), drawing);
    }).not.toThrow();
    expect(() => {
      proveSvg(writeSvg(picture), picture);
    }).not.toThrow();
  });

  it('looks like our preview to another renderer', () => {
    const preview = renderPreview(picture, { paperHex: '#ffffff', pixelsPerMm: 8 });
    const { width, height, pixels } = new Resvg(writeSvg(picture), {
      background: '#ffffff',
      fitTo: { mode: 'zoom', value: 8 / (96 / 25.4) },
    }).render();
    expect([width, height]).toEqual([preview.width, preview.height]);
    let difference = 0;
    for (let i = 0; i < width * height; i++) {
      for (let c = 0; c < 3; c++) difference += Math.abs(pixels[4 * i + c]! - preview.data[3 * i + c]!);
    }
    expect(difference / (3 * width * height)).toBeLessThan(1);
  });
});
