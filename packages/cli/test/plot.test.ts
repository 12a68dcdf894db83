import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeIndexedPng, encodeRgb8Png, hexToRgb, readSvg } from '@inkception/core';
import { describe, expect, it } from 'vitest';
import { colours, folder, height, indices, pens, picture, plot, width } from './plot-fixtures.ts';

describe('inkception plot', () => {
  it('plots an indexed picture with a layer per pen, and says what it takes', async () => {
    const out = join(folder, 'a');
    const {
      code,
      out: said,
      error,
    } = await plot(
      picture,
      '--pens',
      pens,
      '--paper',
      'A6',
      '--out',
      out,
      '--formats',
      'all',
      '--registration',
      '--order',
      'blue',
      '--offset',
      'red:0.2,0',
      '--axidraw-codes',
      '!+S30',
      '--machine',
      'axidraw-v3',
    );
    expect([error, code]).toEqual(['', 0]);
    expect(said).toMatch(
      /plot: \d+\.\d m of ink, \d+ lifts, about \d+ (s|min) on axidraw-v3, 2 pen changes; paper 105 x 148 mm/,
    );
    expect(readdirSync(out).sort()).toEqual([
      'animation.svg',
      'drawing-px.svg',
      'drawing.gcode',
      'drawing.hpgl',
      'drawing.svg',
      'ink-load.png',
      'pen-1-blue.svg',
      'pen-2-yellow.svg',
      'pen-3-red.svg',
      'plot.json',
      'preview.png',
    ]);
    const proof = readSvg(readFileSync(join(out, 'drawing.svg'), 'utf8'));
    expect(proof.layers.map(({ label }) => label)).toEqual([
      '1+S30 blue 0.5',
      '!2+S30 yellow 0.5',
      '!3+S30 red 0.5',
    ]);
    proof.layers.forEach(({ pathCount, lengthMm, bounds, stroke, strokeWidthMm }, i) => {
      const own = readSvg(
        readFileSync(join(out, `pen-${i + 1}-${['blue', 'yellow', 'red'][i]}.svg`), 'utf8'),
      );
      expect([own.units, own.widthMm, own.heightMm]).toEqual(['mm', 105, 148]);
      expect(own.layers).toEqual([
        expect.objectContaining({ penNumber: 1, pathCount, lengthMm, bounds, stroke, strokeWidthMm }),
      ]);
      expect(pathCount).toBeGreaterThan(0);
    });
    const report = JSON.parse(readFileSync(join(out, 'plot.json'), 'utf8')) as {
      pens: { coverage: number; inkLoad: { passes: number } }[];
      paper: { hex: string };
    };
    expect(report.paper.hex).toBe('#fffdf8');
    for (const { coverage, inkLoad } of report.pens) {
      expect(coverage).toBeGreaterThan(0.03);
      expect(inkLoad.passes).toBeGreaterThan(1);
    }
  });

  it('makes the same plot again from its plot.json, to the byte', async () => {
    const [first, again] = [join(folder, 'b'), join(folder, 'c')];
    expect(
      (await plot(picture, '--paper', 'A6', '--trap', '0.2', '--out', first, '--formats', 'gcode')).code,
    ).toBe(0);
    expect((await plot('--job', join(first, 'plot.json'), '--out', again)).code).toBe(0);
    for (const name of readdirSync(first)) {
      expect(readFileSync(join(again, name)).equals(readFileSync(join(first, name))), name).toBe(true);
    }
    expect((await plot('--job', join(first, 'plot.json'), '--fill', 'none')).error).toContain(
      'a job is complete: --fill',
    );
  });

  it('keeps within a time, and says what it gave up', async () => {
    const { code, out } = await plot(
      picture,
      '--paper',
      'A6',
      '--budget',
      '150s',
      '--out',
      join(folder, 'd'),
      '--json',
    );
    expect(code).toBe(0);
    const { plot: report } = JSON.parse(out) as { plot: { seconds: number; gaveUp: string[] } };
    expect(report.seconds).toBeLessThanOrEqual(150);
    expect(report.gaveUp.length).toBeGreaterThan(0);
  });

  it('fills each colour as it is told, in palette order with the paper', async () => {
    const out = join(folder, 'fills');
    const { code, error } = await plot(
      ...[picture, '--paper', 'A6', '--out', out, '--no-outline', '--fill', 'none, hatch, outline, none'],
    );
    expect([error, code]).toEqual(['', 0]);
    const { pens: drawn } = JSON.parse(readFileSync(join(out, 'plot.json'), 'utf8')) as {
      pens: { hex: string; metres: number }[];
    };
    const metres = (hex: string): number => drawn.find((pen) => pen.hex === hex)!.metres;
    const [yellow, red, blue] = colours.slice(1).map(metres) as [number, number, number];
    expect(blue).toBe(0);
    expect(red).toBeGreaterThan(0);
    expect(yellow).toBeGreaterThan(3 * red);
  });

  it('leaves no file of an overwritten plot', async () => {
    const out = join(folder, 'e');
    await plot(picture, '--paper', 'A6', '--out', out, '--formats', 'per-pen');
    const { error } = await plot(picture, '--paper', 'A6', '--out', out);
    expect(error).toContain('holds another run');
    expect((await plot(picture, '--paper', 'A6', '--out', out, '--force')).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['drawing.svg', 'plot.json', 'preview.png']);
  });

  it('says where no colour of a picture is the paper, and what helps', async () => {
    const dark = join(folder, 'dark.png');
    const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => (Math.floor(i / 3) % width) * 3);
    writeFileSync(dark, encodeRgb8Png({ width, height, data }));
    const command = [dark, '--quantise', '3', '--paper', 'A6', '--force', '--out', join(folder, 'dark')];
    expect((await plot(...command)).out).toMatch(/3 pens cover all of the picture; --paper-index 0/);
    expect((await plot(...command, '--paper-index', '0')).out).not.toContain('nearly white');
    expect(readSvg(readFileSync(join(folder, 'dark', 'drawing.svg'), 'utf8')).layers).toHaveLength(2);
    expect((await plot(...command, '--paper-index', 'none')).out).not.toContain('nearly white');
  });

  it('quantises a picture of many colours, to its own or to the pens', async () => {
    const rgb = join(folder, 'rgb.png');
    const data = Uint8Array.from(
      { length: 3 * width * height },
      (_, i) => 255 * hexToRgb(colours[indices[Math.floor(i / 3)]!]!)[i % 3]! - (i % 5),
    );
    writeFileSync(rgb, encodeRgb8Png({ width, height, data: data.map((byte) => Math.max(0, byte)) }));
    expect((await plot(rgb)).error).toMatch(/has no palette.*--quantise N/);
    const own = await plot(rgb, '--quantise', '4', '--paper', 'A6', '--out', join(folder, 'f'));
    expect(own.out).toMatch(/1 \S.* {2}#.*\n.*2 .*\n.*3 /);
    const given = await plot(
      rgb,
      '--quantise',
      'pens',
      '--pens',
      pens,
      '--paper',
      'A6',
      '--out',
      join(folder, 'g'),
    );
    expect(given.out).toMatch(/1 yellow.*\n.*2 red.*\n.*3 blue/);
    expect((await plot(rgb, '--quantise', '5', '--pens', pens)).error).toContain('--quantise pens');
  });

  it.each([
    [1, 1, 1],
    [30, 40, 1],
    [1, 40, 0],
  ])('plots a map of %d x %d px of one colour', async (w, h, index) => {
    const file = join(folder, `one-${w}-${h}.png`);
    writeFileSync(
      file,
      encodeIndexedPng(
        { width: w, height: h, indices: new Uint8Array(w * h).fill(index) },
        colours.slice(0, 2).map(hexToRgb),
      ),
    );
    const { code, error, out } = await plot(
      file,
      '--paper',
      'A6',
      '--pen-width',
      '2',
      '--out',
      join(folder, `one-${w}-${h}`),
    );
    expect([error, code]).toEqual(['', 0]);
    expect(out).toContain('1 ');
  });
});
