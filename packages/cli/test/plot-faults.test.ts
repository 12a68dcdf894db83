import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeRgb8Png } from '@inkception/core';
import { describe, expect, it } from 'vitest';
import { folder, picture, plot } from './plot-fixtures.ts';

/** A PNG whose header says another size. */
function sizedAs(png: Uint8Array, w: number, h: number): Uint8Array {
  const bytes = Uint8Array.from(png);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, w);
  view.setUint32(20, h);
  return bytes;
}

describe('bad input to inkception plot', () => {
  const few = '#e0b020,#c03040';
  const svg = join(folder, 'drawing.svg');
  writeFileSync(
    svg,
    '<svg xmlns="http://www.w3.org/2000/svg" width="500mm" height="300mm" viewBox="0 0 500 300"><path fill="none" stroke="red" d="M5 5 495 295"/><text>x</text></svg>',
  );
  const page = join(folder, 'page.svg');
  writeFileSync(
    page,
    '<svg xmlns="http://www.w3.org/2000/svg" width="50mm" height="50mm" viewBox="0 0 50 50"><path fill="none" stroke="red" d="M5 5H80"/></svg>',
  );
  const bomb = join(folder, 'bomb.svg');
  writeFileSync(
    bomb,
    `<!DOCTYPE svg [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]><svg xmlns="http://www.w3.org/2000/svg"><text>&j;</text></svg>`,
  );
  const twoHundred = join(folder, 'large.svg');
  writeFileSync(twoHundred, '<svg xmlns="http://www.w3.org/2000/svg">');
  truncateSync(twoHundred, 200e6);
  const rgb = join(folder, 'colours.png');
  writeFileSync(rgb, encodeRgb8Png({ width: 8, height: 8, data: new Uint8Array(192).map((_, i) => i) }));
  const truncated = join(folder, 'truncated.png');
  writeFileSync(truncated, readFileSync(picture).subarray(0, 120));
  const huge = join(folder, 'huge.png');
  writeFileSync(huge, sizedAs(readFileSync(picture), 60_000, 60_000));
  const empty = join(folder, 'empty.png');
  writeFileSync(empty, '');
  const jpeg = join(folder, 'photo.png');
  writeFileSync(jpeg, Uint8Array.of(0xff, 0xd8, 0xff, 0xe0));

  it.each([
    [[picture, '--palette', few], '3 colours beside the paper, but there are 2 pens'],
    [[picture, '--paper-index', '9'], 'expected one from 0 to 3'],
    [[picture, '--size', 'NaN'], '--size is "NaN"'],
    [[picture, '--size=-5'], 'expected more than 0'],
    [[picture, '--size', '-5'], '--size=-3'],
    [[picture, '--pen-width', '0.001'], 'expected 0.02 to 50'],
    [[picture, '--pen-width', '0.02', '--fill', 'stipple', '--paper', 'A3'], 'too fine to stipple'],
    [[truncated], 'it ends too early'],
    [[huge], 'expected 1 to'],
    [[rgb], '--quantise N'],
    [[rgb, '--quantise', 'NaN'], '--quantise is "NaN"'],
    [[rgb, '--quantise', '40'], 'from 1 to 33'],
    [[page], 'beyond its page'],
    [[bomb], 'entity'],
    [[twoHundred], '200 MB'],
    [[picture, '--size', '500'], 'holds a drawing of'],
    [[picture, '--paper', '20x20'], 'a margin of 15 mm leaves nothing'],
    [[picture, '--paper', 'A2', '--machine', 'axidraw-v3'], 'larger machine'],
    [[picture, '--machine', 'axidraw'], 'there is no machine'],
    [[picture, '--fill', 'plaid'], 'fill'],
    [[picture, '--pitch', '0'], 'hatchPitch'],
    [[picture, '--budget', 'soon'], '--budget is "soon"'],
    [[picture, '--budget', '1s'], 'the budget is'],
    [[picture, '--order', 'pink'], 'there is no pen "pink"'],
    [[picture, '--trap', '0.2', '--gap', '0.1'], 'not both'],
    [[picture, '--formats', 'dxf'], 'there is no format "dxf"'],
    [[picture, '--gcode-template', 'none.json'], 'none.json'],
    [[picture, '--gcode-template', 'servo'], '--formats gcode'],
    [[picture, '--pens', '3'], 'expected a file of pens'],
    [[picture, '--pens', 'drawing.svg'], 'whose name ends in .json'],
    [[picture, '--fill', Array(9).fill('hatch').join()], 'there are 9 fills for'],
    [[picture, '--angle', '1,2,3,4,5,6,7,8,9'], 'there are 9 angles for'],
    [[rgb, '--quantise', '1'], 'expected 2 or more'],
    [[picture, '--registration', '--margin', '3'], 'give a margin of'],
    [[svg, '--machine', 'axidraw-v3'], 'larger machine'],
    [[svg, '--paper', 'A4'], '--size fit'],
    [[svg, '--budget', '1s'], 'the budget is'],
    [[svg, '--fill', 'spiral'], '--fill does nothing'],
    [[svg, '--no-outline'], 'whose strokes are drawn as they are'],
    [[picture, '--split', 'layers'], 'a PNG, which has no layers'],
    [[empty], 'is empty'],
    [[jpeg], 'is a JPEG'],
    [[join(folder, 'none.png')], 'there is no such file'],
    [[folder], 'this is a folder'],
    [[], 'nothing to plot'],
  ])('says in one line what is wrong with %j', async (argv, fault) => {
    const out = join(folder, 'never');
    const { code, error } = await plot(...argv, '--out', out);
    expect(error).toContain(fault);
    expect(error.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
    expect(existsSync(out)).toBe(false);
  });
});
