import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeRgb8Png, parsePens } from '@inkception/core';
import { describe, expect, it } from 'vitest';
import { runMain, temporaryFolder } from './run-main.ts';

const folder = temporaryFolder();

describe('inkception pens', () => {
  it('lists common pens, and as a pens file that it reads itself', async () => {
    expect((await runMain(['pens', 'list'])).out).toMatch(
      /fineliner 0\.4 black +#[0-9a-f]{6} +0\.4 +clear +approximate/,
    );
    const file = join(folder, 'common.json');
    writeFileSync(file, (await runMain(['pens', 'list', '--json'])).out);
    const { code, out } = await runMain(['pens', 'check', file]);
    expect(code).toBe(0);
    expect(out).toContain('not measured');
    expect(out).toMatch(/white is hardly seen on white paper/);
  });

  const pens = join(folder, 'pens.json');
  writeFileSync(
    pens,
    '[{"name": "red", "hex": "#cc2b36", "widthMm": 0.5}, {"name": "blue", "hex": "#2450a4"}]',
  );

  it('plots swatches and reads their scan back into the same colours', async () => {
    const sheet = join(folder, 'swatches');
    const size = ['--paper', 'A6', '--margin', '12'];
    const swatch = await runMain(['pens', 'swatch', '--pens', pens, ...size, '--out', sheet]);
    expect([swatch.error, swatch.code]).toEqual(['', 0]);
    expect(swatch.out).toContain(`--pens "${join(sheet, 'pens.json')}" --paper "A6" --margin "12"`);
    const scan = join(folder, 'scan.png');
    copyFileSync(join(sheet, 'preview.png'), scan);
    const out = join(folder, 'measured');
    const fit = await runMain(['pens', 'fit', scan, '--pens', pens, ...size, '--out', out]);
    expect([fit.error, fit.code]).toEqual(['', 0]);
    expect(fit.out).toMatch(/red +#cc2b36 -> #c\w+ +deltaE [01]\.\d/);
    const measured = parsePens(readFileSync(join(out, 'pens.json'), 'utf8'), 'measured');
    expect(measured.map(({ source }) => source)).toEqual(['measured', 'measured']);
  });

  const blank = join(folder, 'blank.png');
  writeFileSync(
    blank,
    encodeRgb8Png({ width: 300, height: 400, data: new Uint8Array(3 * 300 * 400).fill(255) }),
  );

  it.each([
    [['wash'], 'there is no "pens wash": give list, check, swatch or fit'],
    [[], 'what about pens? give list, check, swatch or fit'],
    [['check', '--pens', blank], 'not JSON'],
    [['check'], 'give the file'],
    [['check', blank], 'not JSON'],
    [['swatch', '--pens', pens, '--paper', '40x40'], 'give a larger --paper'],
    [['fit', blank, '--pens', pens], 'registration marks'],
    [['fit', blank], 'give the file'],
  ])('says in one line what is wrong with %j', async (argv, fault) => {
    const { code, error } = await runMain(['pens', ...argv, '--out', join(folder, 'never')]);
    expect(error).toContain(fault);
    expect(error.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });
});
