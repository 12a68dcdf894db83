import { describe, expect, it } from 'vitest';
import { proveGcode, readGcode } from '../../src/export/gcode-reader.ts';
import { gcodeTemplates, parseGcodeTemplate } from '../../src/export/gcode-template.ts';
import { writeGcode } from '../../src/export/gcode.ts';
import { proveHpgl, readHpgl } from '../../src/export/hpgl-reader.ts';
import { writeHpgl } from '../../src/export/hpgl.ts';
import { codesOfLayers, parseLayerCodes } from '../../src/export/layer-codes.ts';
import { proveSvg } from '../../src/export/svg-reader.ts';
import { writeSvg } from '../../src/export/svg.ts';
import type { Drawing } from '../../src/plot/drawing.ts';
import { black, blobs, linePath, palette, ringPath, sheet } from '../plot/examples.ts';
import { plotIndexMap } from '../../src/plot/plot.ts';

const red = { name: 'red (a)', hex: '#d62839', widthMm: 0.7 };
const drawing: Drawing = {
  sheet,
  layers: [
    { pen: red, paths: [linePath(20, 20.1, 30, 20), ringPath(40, 40, 50, 40, 50, 50)] },
    { pen: { ...red, name: 'idle' }, paths: [] },
    { pen: black, paths: [linePath(20, 60, 20.05, 60)] },
  ],
};
const picture = plotIndexMap(
  blobs(60, 45, 4, [
    { at: [0.5, 0.5], radius: 18, label: 1 },
    { at: [0.4, 0.4], radius: 6, label: 2 },
  ]),
  palette,
  sheet,
);

/** The drawing with one point moved by 0.1 mm, one stroke missing, or its layers swapped. */
const others: Drawing[] = [
  {
    sheet,
    layers: drawing.layers.map((layer, i) =>
      i === 2 ? { ...layer, paths: [linePath(20, 60.1, 20.05, 60)] } : layer,
    ),
  },
  {
    sheet,
    layers: drawing.layers.map((layer, i) => (i === 0 ? { ...layer, paths: layer.paths.slice(1) } : layer)),
  },
  { sheet, layers: [...drawing.layers].reverse() },
];

describe('HPGL', () => {
  it('is in units of 0.025 mm from the lower left, a pen a layer', () => {
    expect(writeHpgl(drawing).split('\n')).toEqual([
      'IN;DF;',
      'SP1;',
      'PU800,2396;',
      'PD1200,2400;',
      'PU1600,1600;',
      'PD2000,1600,2000,1200,1600,1600;',
      'SP3;',
      'PU800,800;',
      'PD802,800;',
      'PU;SP0;',
      '',
    ]);
  });

  it('is read back and proved to be the drawing, and no other', () => {
    for (const each of [drawing, picture])
      expect(() => {
        proveHpgl(writeHpgl(each), each);
      }).not.toThrow();
    for (const other of others) {
      expect(() => {
        proveHpgl(writeHpgl(other), drawing);
      }).toThrow(expect.objectContaining({ code: 'bad-file' }));
    }
  });

  it('is read as plotters do: from where the pen is', () => {
    const [layer] = readHpgl('IN;SP2;PA40,40;PD;PA80,40;PU;', 80);
    expect(layer).toEqual({ pen: 2, strokes: [Float64Array.of(1, 79, 2, 79)] });
  });

  it.each(['IN;SP1;CI40;', 'IN;PD0,0;', 'IN;SP1;PU0;', 'IN;SP1;PUx,1;'])('refuses %s', (text) => {
    expect(() => readHpgl(text, 80)).toThrow(expect.objectContaining({ code: 'bad-file' }));
  });
});

describe('G-code', () => {
  const own = parseGcodeTemplate(
    JSON.stringify({
      base: 'z',
      yUp: false,
      header: 'G21\nG90\nG92 X0 Y0',
      penDown: ['G1 Z-1 F200', 'G4 P0.1'],
      draw: 'G01 F900 X{x} Y{y}',
      penChange: ['G0 X0 Y0', 'M6 T{pen} ; {name} {hex} {widthMm}'],
    }),
    'own.json',
  );

  it('moves in mm, lifts and changes pens as its template says', () => {
    expect(writeGcode(drawing, gcodeTemplates['servo']!).split('\n').slice(4, 11)).toEqual([
      'G0 X20 Y59.9',
      'M3 S60',
      'G4 P0.2',
      'G1 X30 Y60 F3000',
      'M3 S30',
      'G4 P0.2',
      'G0 X40 Y40',
    ]);
    expect(writeGcode(drawing, own)).toContain('M6 T3 ; black #101012 0.4');
  });

  it.each([
    ['servo', gcodeTemplates['servo']!],
    ['z', gcodeTemplates['z']!],
    ["a user's", own],
  ])('is read back by the language of template %s', (_, template) => {
    for (const each of [drawing, picture])
      expect(() => {
        proveGcode(writeGcode(each, template), each, template);
      }).not.toThrow();
    for (const other of others) {
      expect(() => {
        proveGcode(writeGcode(other, template), drawing, template);
      }).toThrow(expect.objectContaining({ code: 'bad-file' }));
    }
  });

  it.each(['G20', 'G21\nG91', 'G21\nG2 X1 Y1 I1', 'M3 S60\nG4 P0.2', 'G21\nG0 Xa'])('refuses %j', (text) => {
    expect(() => readGcode(text, gcodeTemplates['servo']!, 80, 1)).toThrow(
      expect.objectContaining({ code: 'bad-file' }),
    );
  });

  it.each([
    ['{"header": "G90"}', 'G21'],
    ['{"draw": "G1 X{x}"}', 'X{x} and Y{y}'],
    ['{"travel": "G5 X{x} Y{y}"}', 'G0 or G1'],
    ['{"penUp": "M3", "penDown": "M3"}', 'penDown'],
    ['{"penChange": "M0"}', '{pen}'],
    ['{"footer": "G0 X{x}"}', '{x}'],
    ['{"base": "laser"}', 'servo or z'],
    ['{"penup": "M3"}', 'penUp'],
    ['{"draw": 5}', 'lines of G-code'],
    ['{', 'not JSON'],
  ])('refuses the template %s', (text, fault) => {
    expect(() => parseGcodeTemplate(text, 't.json')).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(fault) as string }),
    );
  });
});

describe('SVG by option', () => {
  it('has bare pixels where asked, read back as the same mm', () => {
    const svg = writeSvg(drawing, {}, { units: 'px' });
    expect(svg).toContain('width="377.953" height="302.362" viewBox="0 0 100 80"');
    expect(() => {
      proveSvg(svg, drawing, { units: 'px' });
    }).not.toThrow();
    expect(() => {
      proveSvg(svg, drawing);
    }).toThrow(expect.objectContaining({ code: 'bad-svg' }));
  });

  it("has AxiDraw's codes in its labels, pauses before all layers but the first", () => {
    const own = codesOfLayers(parseLayerCodes('!+S30;3:+S20+H40+D200'), (pen) => Number(pen) - 1, 3);
    expect(own).toEqual(['+S30', '!+S30', '!+S20+H40+D200']);
    const svg = writeSvg(drawing, {}, { codes: own });
    expect(svg).toContain('inkscape:label="1+S30 red (a) 0.7"');
    expect(svg).toContain('inkscape:label="!3+S20+H40+D200 black 0.4"');
    expect(() => {
      proveSvg(svg, drawing, { codes: own });
    }).not.toThrow();
    expect(() => {
      proveSvg(svg, drawing);
    }).toThrow(expect.objectContaining({ code: 'bad-svg' }));
  });

  it.each(['', 'S30', '+S0', '+S111', '+H101', '+X3', '2:', 'a:b:!'])('refuses the codes %j', (text) => {
    expect(() => parseLayerCodes(text)).toThrow(expect.objectContaining({ code: 'bad-option' }));
  });
});
