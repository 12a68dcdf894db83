import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeRgbPng, encodeRgbPng, readSvg, type Report, type RgbImage } from '@inkception/core';
import { describe, expect, it } from 'vitest';
import { runMain, temporaryFolder } from './run-main.ts';

const quick = ['--steps', '4', '--set', 'detail=2'];
const pictures = ['relaxed.png', 'true.png', 'compare.png', 'drawing.svg', 'preview.png'];

const reportIn = (folder: string): Report =>
  JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;

/** Dark, in the middle of light. */
function disc(width: number, height: number): RgbImage {
  const data = Float32Array.from({ length: 3 * width * height }, (_, i) => {
    const [x, y] = [(i % width) - width / 2, (Math.floor(i / width) % height) - height / 2];
    return Math.hypot(x, y) < 12 ? 0.1 : 0.95;
  });
  return { width, height, data };
}

describe('inkception strokes', () => {
  it('leaves a drawing of splines, a layer for each pen, off the margin, and the same again from its report', async () => {
    const root = temporaryFolder();
    const [folder, again] = [join(root, 'a'), join(root, 'b')];
    const argv = ['strokes', 'octopus', '--pens', '3', '--strokes', '9', '--formats', 'animation'];
    const { code, out, error } = await runMain([...argv, '--out', folder, ...quick]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(readdirSync(folder).sort()).toEqual(
      [...pictures, 'animation.svg', 'report.html', 'report.json'].sort(),
    );
    expect(out).toContain('strokes; pens: ');
    const svg = readFileSync(join(folder, 'drawing.svg'), 'utf8');
    const { layers, widthMm, heightMm } = readSvg(svg);
    expect(svg).toMatch(/<path d="M[\d. ]+C[\d. -]+"\/>/);
    expect(layers).toHaveLength(3);
    for (const { bounds, strokeWidthMm } of layers) {
      if (!bounds) continue;
      const least = 10 + strokeWidthMm / 2 - 0.002;
      expect(Math.min(bounds.leftMm, bounds.topMm)).toBeGreaterThan(least);
      expect(Math.min(widthMm - bounds.rightMm, heightMm - bounds.bottomMm)).toBeGreaterThan(least);
    }
    const report = reportIn(folder);
    expect(report.strokes).toBeGreaterThan(0);
    expect(report.strokes).toBeLessThanOrEqual(9);
    expect(report.differingNeighbours).toBeNull();
    await runMain(['strokes', '--job', join(folder, 'report.json'), '--out', again]);
    for (const name of pictures)
      expect(readFileSync(join(again, name)).equals(readFileSync(join(folder, name)))).toBe(true);
  });

  it('draws with owned pens, each as wide as it is, within a time', async () => {
    const root = temporaryFolder();
    const pens = [
      { name: 'ink', hex: '#14161a', widthMm: 0.5 },
      { name: 'gold', hex: '#d4a017', widthMm: 1.4, opaque: true },
    ];
    writeFileSync(join(root, 'pens.json'), JSON.stringify({ pens }));
    const given = ['--pens', join(root, 'pens.json'), '--strokes', '30', '--budget', '15s'];
    const { code, out } = await runMain(['strokes', 'cat', ...given, '--out', join(root, 'run'), ...quick]);
    expect(code).toBe(0);
    expect(out).toMatch(/to keep the time: \d+ of \d+ strokes are left out/);
    expect(reportIn(join(root, 'run')).plot.seconds).toBeLessThanOrEqual(15);
    const { layers } = readSvg(readFileSync(join(root, 'run', 'drawing.svg'), 'utf8'));
    expect(layers.map(({ strokeWidthMm }) => strokeWidthMm)).toEqual([0.5, 1.4]);
  });

  it('draws what the network sees in a photograph, in its shape, along its edges, and the same again', async () => {
    const root = temporaryFolder();
    const photo = join(root, 'photo.png');
    writeFileSync(photo, encodeRgbPng(disc(60, 40)));
    const [folder, again] = [join(root, 'a'), join(root, 'b')];
    const argv = ['strokes', '--like', photo, '--pens', '2', '--strokes', '20', '--out', folder];
    const { code, out, error } = await runMain([...argv, '--steps', '2', '--set', 'detail=2']);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toContain('likeness: excitation 0.');
    const { job, plot, excitation } = reportIn(folder);
    expect(job.size).toEqual({ width: 96, height: 64 });
    expect(job.sheet.widthMm).toBeGreaterThan(job.sheet.heightMm);
    expect(excitation.terms.map(({ measure }) => measure)).toEqual(Array<string>(6).fill('likeness'));
    expect(plot.metres).toBeGreaterThan(0);
    const { data, width, height } = decodeRgbPng(readFileSync(join(folder, 'true.png')));
    const [inked, near] = [
      [0, 0],
      [0, 0],
    ];
    for (let i = 0; i < width * height; i++) {
      const [x, y] = [((i % width) / width) * 60 - 30, (i / width / height) * 40 - 20];
      const isNear = Math.abs(Math.hypot(x, y) - 12) < 4 ? 1 : 0;
      inked[isNear]! += data[i]! < 0.8 ? 1 : 0;
      near[isNear]! += 1;
    }
    expect(inked[1]! / near[1]!).toBeGreaterThan((2 * inked[0]!) / near[0]!); // of the disc's edge, of the rest
    await runMain(['strokes', '--job', join(folder, 'report.json'), '--out', again]);
    for (const name of pictures)
      expect(readFileSync(join(again, name)).equals(readFileSync(join(folder, name)))).toBe(true);
  });

  it.each([
    [['--strokes', '0'], 'strokes.count is 0, expected a whole number from 1'],
    [['--strokes', '100000'], 'strokes.count is 100000, expected a whole number from 1 to 20000'],
    [['--strokes', 'NaN'], '--strokes is "NaN", expected a number'],
    [['--set', 'strokes.controls=1'], 'strokes.controls is 1, expected a whole number from 2'],
    [['--pen-width', '0'], 'pen width is 0 mm, expected more than 0'],
    [['--pen-width', '80'], 'a pen of 80.0 mm has no room for strokes in a picture of 85.0 mm'],
    [['--like-style', '1'], '--like-layers and --like-style need --like PICTURE.png'],
    [['--like', 'missing.png'], 'missing.png'],
    [['--fill', 'hatch'], 'there is no option --fill'],
  ])('refuses %j and leaves nothing behind', async (argv, message) => {
    const folder = join(temporaryFolder(), 'run');
    const { code, error } = await runMain([
      'strokes',
      'octopus',
      '--pens',
      '2',
      ...argv,
      '--out',
      folder,
      ...quick,
    ]);
    expect(error).toContain(message);
    expect(code).toBe(2);
    expect(existsSync(folder)).toBe(false);
  });
});
