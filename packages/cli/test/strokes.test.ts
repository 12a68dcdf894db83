import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeRgbPng, encodeRgbPng, readSvg, type RgbImage } from '@inkception/core';
import { describe, expect, it } from 'vitest';
import { reportIn, runMain, temporaryFolder } from './run-main.ts';

const quick = ['--steps', '4', '--set', 'detail=2'];
const pictures = ['relaxed.png', 'true.png', 'compare.png', 'drawing.svg', 'preview.png'];

/** Dark, in the middle of light. */
function disc(width: number, height: number): RgbImage {
  const data = Float32Array.from({ length: 3 * width * height }, (_, i) => {
    const [x, y] = [(i % width) - width / 2, (Math.floor(i / width) % height) - height / 2];
    return Math.hypot(x, y) < 12 ? 0.1 : 0.95;
  });
  return { width, height, data };
}

/** From where to where across the paths of a drawing's file reach, by the points of their lines and Beziers. */
function pathsIn(folder: string): (readonly [low: number, high: number])[] {
  const svg = readFileSync(join(folder, 'drawing.svg'), 'utf8');
  return [...svg.matchAll(/<path d="([^"]+)"/g)].map(([, data]) => {
    const xs = (data!.match(/-?[\d.]+/g) ?? []).map(Number).filter((_, i) => i % 2 === 0);
    return [Math.min(...xs), Math.max(...xs)];
  });
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

  it('gives pens that say no width the usual one', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'pens.json'), JSON.stringify({ pens: [{ name: 'ink', hex: '#14161a' }] }));
    const argv = [
      'strokes',
      'cat',
      '--pens',
      join(root, 'pens.json'),
      '--strokes',
      '6',
      '--out',
      join(root, 'run'),
    ];
    const { code } = await runMain([...argv, ...quick]);
    expect(code).toBe(0);
    const { layers } = readSvg(readFileSync(join(root, 'run', 'drawing.svg'), 'utf8'));
    expect(layers.map(({ strokeWidthMm }) => strokeWidthMm)).toEqual([0.4]);
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
    expect(excitation.terms.map(({ measure }) => measure)).toEqual(Array<string>(8).fill('likeness'));
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

  it('chooses the best of the pens, keeps an accent small and paper white, and begins as a picture all the same', async () => {
    const root = temporaryFolder();
    const photo = join(root, 'photo.png');
    writeFileSync(photo, encodeRgbPng(disc(40, 40)));
    const argv = ['strokes', 'octopus', '--palette', '#14161a,#d4a017,#b02020,#2050b0', '--best', '2'];
    const more = [
      '--accent',
      '3:10',
      '--white',
      '80',
      '--from',
      photo,
      '--strokes',
      '12',
      '--out',
      join(root, 'run'),
    ];
    const { code, out, error } = await runMain([...argv, ...more, ...quick]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toContain('did without 2 pens');
    const { dropped, palette } = reportIn(join(root, 'run'));
    expect(dropped).toHaveLength(2);
    expect(palette.map(({ hex }) => hex)).toEqual(['#ffffff', expect.any(String), '#b02020']);
  });

  it('keeps ink within a mask, in the file as well, and repeats it, and the same again', async () => {
    const root = temporaryFolder();
    const shape = join(root, 'half.png');
    const half = new Float32Array(3 * 20 * 20).map((_, i) => (i % 20 < 10 ? 0.1 : 0.95));
    writeFileSync(shape, encodeRgbPng({ width: 20, height: 20, data: half }));
    const argv = ['strokes', 'octopus', '--pens', '2', '--strokes', '12', '--mask', shape, '--repeat', '2x1'];
    const folder = join(root, 'run');
    const { code, error } = await runMain([...argv, '--paper', '100x60', '--out', folder, ...quick]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const paths = pathsIn(folder);
    // Two pictures of 40 mm, each inked on its left half, 0.6 mm left for half the pen.
    for (const [low, high] of paths) expect(((low - 10) % 40) + high - low + 0.6).toBeLessThan(20 + 0.1);
    const left = paths.filter(([low]) => low < 50).length;
    expect([left > 0, paths.length]).toEqual([true, 2 * left]);
    await runMain(['strokes', '--job', join(folder, 'report.json'), '--out', join(root, 'again')]);
    for (const name of pictures)
      expect(readFileSync(join(root, 'again', name)).equals(readFileSync(join(folder, name)))).toBe(true);
  });

  it('tiles the sheet: strokes run on from one copy to the next, no ink beyond the margin', async () => {
    const folder = join(temporaryFolder(), 'run');
    const argv = ['strokes', 'octopus', '--pens', '2', '--strokes', '30', '--tile', '--all-over'];
    const more = ['--repeat', '2x2', '--paper', '100x100', '--out', folder];
    const { code, error } = await runMain([...argv, ...more, ...quick]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const spans = pathsIn(folder);
    expect(Math.min(...spans.map(([low]) => low))).toBeGreaterThan(10.6 - 0.05);
    expect(Math.max(...spans.map(([, high]) => high))).toBeLessThan(89.4 + 0.05);
    expect(spans.some(([low, high]) => low < 48 && high > 52)).toBe(true);
  });

  it('stops and goes on to the same drawing', async () => {
    const root = temporaryFolder();
    const argv = ['strokes', 'octopus', '--pens', '2', '--strokes', '8', '--steps', '6', '--set', 'detail=2'];
    await runMain([...argv, '--out', join(root, 'whole')]);
    const stop = new AbortController();
    const stopped = await runMain([...argv, '--json', '--out', join(root, 'parts')], {
      signal: stop.signal,
      onOut: (text) => {
        if (text.includes('"step":3')) stop.abort();
      },
    });
    expect(stopped.code).toBe(130);
    expect((await runMain(['strokes', '--resume', join(root, 'parts')])).code).toBe(0);
    for (const name of pictures)
      expect(readFileSync(join(root, 'parts', name)).equals(readFileSync(join(root, 'whole', name)))).toBe(
        true,
      );
  });

  it('begins as the lines of an SVG, in their colours, and says what in it is no line', async () => {
    const root = temporaryFolder();
    const shapes = '<circle cx="50" cy="35" r="25" stroke="#c03020"/><path d="M10 90 C30 60 70 60 90 90" stroke="#1030a0"/>'; // prettier-ignore
    const svg = (more: string): string =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" fill="none">${shapes}${more}</svg>`;
    writeFileSync(join(root, 'a.svg'), svg(''));
    writeFileSync(join(root, 'text.svg'), svg('<text x="5" y="5">sea</text>'));
    const begin = (file: string, ...more: string[]) =>
      runMain([
        'strokes',
        'octopus',
        '--from',
        file,
        '--pens',
        '2',
        ...quick,
        '--steps',
        '1',
        '--polish',
        '0',
        ...more,
      ]);
    const folder = join(root, 'run');
    const { code, error } = await begin(join(root, 'a.svg'), '--out', folder);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const report = reportIn(folder);
    expect(report.job.settings.strokes.count).toBe(2);
    expect(report.strokes).toBe(2);
    const [blue, red] = report.plot.pens; // darkest last or first, as plotted
    expect([blue!.metres, red!.metres].every((metres) => metres > 0.05)).toBe(true);
    const refused = await begin(join(root, 'text.svg'), '--out', join(root, 'no'));
    expect(refused.code).not.toBe(0);
    expect(refused.error).toMatch(/text.svg has more than lines to begin as: .*text.*turn them into paths/);
    expect(existsSync(join(root, 'no'))).toBe(false);
    const areas = await runMain([
      'excite',
      'octopus',
      '--from',
      join(root, 'a.svg'),
      '--out',
      join(root, 'no'),
    ]);
    expect(areas.error).toContain('areas begin as a PNG; an SVG is for strokes');
  });

  it('begins evenly over the page, or where the first gradient asks for ink', async () => {
    const root = temporaryFolder();
    const inkIn = async (way: string): Promise<Float32Array> => {
      const argv = [
        'strokes',
        'octopus',
        '--from',
        way,
        '--pens',
        '1',
        '--strokes',
        '36',
        '--steps',
        '1',
        '--polish',
        '0',
      ];
      const { error } = await runMain([...argv, '--set', 'detail=2', '--out', join(root, way)]);
      expect(error).toBe('');
      return decodeRgbPng(readFileSync(join(root, way, 'true.png'))).data;
    };
    const [grid, gradient] = [await inkIn('grid'), await inkIn('gradient')];
    const side = Math.sqrt(grid.length / 3);
    for (let row = 0; row < 3; row++)
      for (let column = 0; column < 3; column++) {
        let ink = 0;
        for (let i = 0; i < side * side; i++) {
          const isHere =
            Math.floor((3 * (i % side)) / side) === column && Math.floor((3 * i) / side / side) === row;
          if (isHere) ink += 1 - grid[i]!;
        }
        expect(ink).toBeGreaterThan(5); // in each ninth of the page
      }
    expect(gradient.some((value) => value < 0.9)).toBe(true);
    expect(Buffer.from(gradient.buffer).equals(Buffer.from(grid.buffer))).toBe(false);
  });

  it.each([
    [['--strokes', '0'], 'strokes.count is 0, expected a whole number from 1'],
    [['--strokes', '100000'], 'strokes.count is 100000, expected a whole number from 1 to 20000'],
    [['--strokes', 'NaN'], '--strokes is "NaN", expected a number'],
    [['--set', 'strokes.controls=1'], 'strokes.controls is 1, expected a whole number from 2'],
    [['--pen-width', '0'], 'pen width is 0 mm, expected 0.02 to 50'],
    [['--pen-width', '48'], 'a pen of 48.0 mm has no room for strokes in a picture of 85.0 mm'],
    [['--like-style', '1'], '--like-layers and --like-style need --like PICTURE.png'],
    [['--like', 'missing.png'], 'missing.png'],
    [['--from', 'missing.svg'], 'missing.svg'],
    [['--set', 'strokes.begin=spiral'], 'strokes.begin is "spiral", expected one of noise, grid, gradient'],
    [['--set', 'strokes.closed=2'], 'strokes.closed is 2, expected a share from 0 to 1'],
    [['--set', 'strokes.closed=0.5', '--set', 'strokes.controls=2'], 'strokes.controls of 3 or more'],
    [['--overprint'], 'overprinting is for areas'],
    [['--poster', '2'], 'strokes make no posters'],
    [['--mask', 'heart', '--tile'], 'a tile has no outside'],
    [
      ['--mask', 'star', '--pen-width', '39'],
      'half a pen of 45.9 % of the picture off its border the mask is 0.0 % long',
    ],
    [['--mask', 'hart'], '--mask is "hart", expected heart'],
    [['--accent', '7:5'], 'no pen "7" for an accent'],
    [['--fill', 'hatch'], 'there is no option --fill'],
    [['--recipe', 'linocut'], 'there is no option --recipe'],
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
