import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeIndexedPng, encodeRgbPng } from '@inkception/core';
import { describe, expect, it } from 'vitest';
import { reportIn, runMain, temporaryFolder } from './run-main.ts';

const small = ['--steps', '3', '--tries', '1', '--set', 'fineness=1', '--set', 'detail=1'];
const root = temporaryFolder();
const photo = join(root, 'photo.png');
const half = new Float32Array(3 * 20 * 20).map((_, i) => (i % 20 < 10 ? 0.1 : 0.95));
writeFileSync(photo, encodeRgbPng({ width: 20, height: 20, data: half }));

const mapIn = (folder: string) => decodeIndexedPng(readFileSync(join(folder, 'true.png'))).map;
const excite = (folder: string, ...more: string[]) =>
  runMain(['excite', 'octopus', ...small, ...more, '--out', folder]);

describe('composition on the command line', () => {
  it('keeps ink inside a picture, mirrored, where it was placed, and again from the report', async () => {
    const [folder, again] = [join(root, 'a'), join(root, 'b')];
    const { code, error } = await excite(
      folder,
      ...[
        '--mask',
        photo,
        '--symmetry',
        'up-down',
        '--place',
        '0.5,0.75',
        '--scale',
        '0.5',
        '--repeat',
        '2x1',
      ],
    );
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const { width, height, indices } = mapIn(folder);
    expect([width, height]).toEqual([64, 64]);
    indices.forEach((index, i) => {
      if (i % width >= width / 2) expect(index).toBe(0);
      expect(indices[(height - 1 - Math.floor(i / width)) * width + (i % width)]).toBe(index);
    });
    const report = reportIn(folder);
    expect(report.job.composition?.layout).toEqual({ place: [0.5, 0.75], scale: 0.5, repeat: [2, 1] });
    expect((await runMain(['excite', '--job', join(folder, 'report.json'), '--out', again])).code).toBe(0);
    for (const name of ['true.png', 'drawing.svg'])
      expect(readFileSync(join(again, name)).equals(readFileSync(join(folder, name)))).toBe(true);
  });

  it('keeps ink inside the shapes of an SVG', async () => {
    const [folder, shape] = [join(root, 'e'), join(root, 'shape.svg')];
    writeFileSync(shape, '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0,0H9L0,9Z"/></svg>');
    const more = ['--mask', shape, '--set', 'pixels.paper={"bias":-9,"vignette":0}'];
    expect(await excite(folder, ...more)).toMatchObject({ code: 0, error: '' });
    const { indices } = mapIn(folder);
    const inked = [...indices].flatMap((index, i) => (index === 0 ? [] : [i]));
    expect(inked.length).toBeGreaterThan(0.3 * indices.length);
    for (const i of inked) expect((i % 64) + Math.floor(i / 64)).toBeLessThanOrEqual(64);
  });

  it('begins as a picture, in its colours', async () => {
    const folder = join(root, 'c');
    const more = [
      '--from',
      photo,
      '--from-strength',
      '30',
      '--pens',
      '2',
      '--set',
      'pixels.paper.vignette=0',
    ];
    expect((await excite(folder, ...more)).code).toBe(0);
    const { indices } = mapIn(folder);
    const left = indices.filter((_, i) => i % 64 < 24);
    expect(left.filter((index) => index !== 0).length / left.length).toBeGreaterThan(0.9);
  });

  it('makes a tile', async () => {
    const folder = join(root, 'd');
    const more = ['--tile', '--all-over', '--repeat', '2x2'];
    expect((await excite(folder, ...more)).code).toBe(0);
    expect(mapIn(folder)).toMatchObject({ width: 64, height: 64 });
  });

  it('makes pictures that are unlike each other, and each again from its report', async () => {
    const folder = join(root, 'f');
    const more = ['--variations', '2', '--seed', '5', '--set', 'variety=1'];
    expect(await excite(folder, ...more)).toMatchObject({ code: 0, error: '' });
    const [first, second] = [1, 2].map((n) => reportIn(`${folder}-${n}`).job);
    expect([first!.seed, first!.unlike, second!.seed, second!.unlike?.length]).toEqual([5, undefined, 6, 1]);
    const job = join(`${folder}-2`, 'report.json');
    expect((await runMain(['excite', '--job', job, '--out', join(root, 'g')])).code).toBe(0);
    expect(mapIn(join(root, 'g')).indices).toEqual(mapIn(`${folder}-2`).indices);
  });

  it.each([
    ['no variations', ['--variations', '0'], /--variations is 0, expected a whole number from 1 to 100/],
    ['a symmetry of no name', ['--symmetry', 'odd'], /--symmetry is "odd", expected left-right/],
    ['a symmetry of no turns', ['--symmetry', 'turn-1'], /symmetry of 1 turns, expected 2 to 24/],
    ['a mask of no name', ['--mask', 'hart'], /--mask is "hart", expected heart/],
    ['a mask that is not there', ['--mask', 'no.png'], /no\.png: there is no such file/],
    [
      'a mask without paper',
      ['--mask', 'heart', '--set', 'pixels.paper=null'],
      /a mask leaves paper outside/,
    ],
    ['a mask on a tile', ['--mask', 'heart', '--tile'], /a tile has no outside/],
    ['a tile in fifths', ['--tile', '--symmetry', 'turn-5'], /a square tile cannot have 5 turns/],
    [
      'a tile off its cells',
      ['--tile', '--size', '72', '--set', 'pixels.cells=[4,16]'],
      /multiples of the coarsest/,
    ],
    ['a start that is no picture', ['--from', 'compose.test.ts'], /compose\.test\.ts/],
    ['a strength of nothing', ['--from-strength', '2'], /--from-strength needs --from/],
    ['a place off the sheet', ['--place', '2,0'], /the place is 2, 0/],
    ['a scale of nothing', ['--scale', '0'], /the scale is 0/],
    ['copies of no number', ['--repeat', 'many'], /--repeat is "many", expected COLUMNSxROWS/],
  ])('%s: one clear line before any work', async (_, more, message) => {
    const nothing = join(root, 'nothing');
    const { code, error } = await excite(nothing, ...more);
    expect(error).toMatch(message);
    expect({ code, lines: error.trimEnd().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(existsSync(nothing)).toBe(false);
  });
});
