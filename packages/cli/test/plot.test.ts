import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeRgb8Png, encodeIndexedPng, encodeRgb8Png, hexToRgb, readSvg } from '@inkception/core';
import { describe, expect, it } from 'vitest';
import { runMain, temporaryFolder, type Outcome } from './run-main.ts';

const folder = temporaryFolder();
const picture = join(folder, 'picture.png');
const [width, height] = [60, 80];
const colours = ['#fffdf8', '#e0b020', '#c03040', '#203080'];

/** Three discs on paper. */
const indices = Uint8Array.from({ length: width * height }, (_, i) => {
  const [x, y] = [i % width, Math.floor(i / width)];
  const inside = [1, 2, 3].findLast((k) => Math.hypot(x - 12 * k - 6, y - 20 * k) < 14);
  return inside ?? 0;
});
writeFileSync(picture, encodeIndexedPng({ width, height, indices }, colours.map(hexToRgb)));

const pens = join(folder, 'pens.json');
writeFileSync(
  pens,
  JSON.stringify(['yellow', 'red', 'blue'].map((name, i) => ({ name, hex: colours[i + 1], widthMm: 0.5 }))),
);

async function plot(...argv: string[]): Promise<Outcome> {
  return runMain(['plot', ...argv]);
}

/** A PNG whose header says another size. */
function sizedAs(png: Uint8Array, w: number, h: number): Uint8Array {
  const bytes = Uint8Array.from(png);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, w);
  view.setUint32(20, h);
  return bytes;
}

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

const programs = (['inkscape', 'vpype'] as const).map((name) => ({ name, path: findProgram(name) }));

function findProgram(name: string): string | null {
  const places = [...(process.env['PATH'] ?? '').split(':'), ''];
  return places.map((place) => join(place, name)).find((path) => existsSync(path)) ?? null;
}

describe('other programs', () => {
  const out = join(folder, 'seen');

  it.for(programs)('$name reads the drawing as we show it', async ({ name, path }, { skip }) => {
    if (path === null) return skip(`${name} is not installed here`);
    mkdirSync(out, { recursive: true });
    await plot(picture, '--paper', 'A6', '--out', out, '--force', '--formats', 'svg-px');
    for (const file of ['drawing.svg', 'drawing-px.svg']) {
      if (name === 'vpype') expectVpype(path, join(out, file));
      else expectInkscape(path, join(out, file), join(out, 'preview.png'));
    }
  });
});

/** Share of pixels of A6 at 8 pixels per mm that Inkscape and the preview show unlike. */
function expectInkscape(path: string, file: string, preview: string): void {
  const png = `${file}.png`;
  execFileSync(
    path,
    ['--export-type=png', '--export-dpi=203.2', '--export-background=#fffdf8', '-o', png, file],
    { stdio: 'ignore', timeout: 50_000 },
  );
  const [theirs, ours] = [png, preview].map((each) => decodeRgb8Png(readFileSync(each))) as [
    ReturnType<typeof decodeRgb8Png>,
    ReturnType<typeof decodeRgb8Png>,
  ];
  expect([theirs.width, theirs.height]).toEqual([ours.width, ours.height]);
  let unlike = 0;
  for (let i = 0; i < ours.data.length; i += 3) {
    if ([0, 1, 2].some((c) => Math.abs(ours.data[i + c]! - theirs.data[i + c]!) > 100)) unlike++;
  }
  // Where pens cross, ink multiplies in our preview; Inkscape paints over.
  expect(unlike / (ours.data.length / 3)).toBeLessThan(0.01);
}

function expectVpype(path: string, file: string): void {
  const stat = execFileSync(path, ['read', '--no-crop', file, 'stat'], { encoding: 'utf8', timeout: 50_000 });
  expect(stat.match(/Layer \d+/g)).toHaveLength(3);
}
