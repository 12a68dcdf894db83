import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeRgbPng } from '@inkception/core';
import { describe, expect, it } from 'vitest';
import { runMain, temporaryFolder } from './run-main.ts';

const quick = ['channels', '--layer', 'conv2', '--size', '32', '--steps', '4'];
const ten = [...quick, '--from', '3', '--to', '12'];

interface Index {
  readonly complete: boolean;
  readonly tiles: {
    readonly channel: number;
    readonly file: string;
    readonly x: number;
    readonly y: number;
  }[];
}

const indexIn = (folder: string): Index =>
  JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Index;

describe('inkception channels', () => {
  it('leaves a sheet, its tiles, an index and a page', async () => {
    const folder = join(temporaryFolder(), 'sheet');
    const { code, out, error } = await runMain([...ten, '--out', folder]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toContain('conv2: 10 of 10 channels');
    expect(readdirSync(folder).sort()).toEqual(['index.html', 'index.json', 'sheet.png', 'tiles']);
    const { complete, tiles } = indexIn(folder);
    expect(complete).toBe(true);
    expect(tiles.map(({ channel }) => channel)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const sheet = decodeRgbPng(readFileSync(join(folder, 'sheet.png')));
    for (const { file, x, y } of tiles) {
      const tile = decodeRgbPng(readFileSync(join(folder, file)));
      const onSheet = (row: number): Float32Array => {
        const start = (y + row) * sheet.width + x;
        return sheet.data.subarray(start, start + tile.width);
      };
      for (const row of [0, 15, 31])
        expect(onSheet(row)).toEqual(tile.data.subarray(row * tile.width, (row + 1) * tile.width));
    }
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(page.match(/<img /g)).toHaveLength(10);
    expect(page).toContain('inkception excite --layer conv2 --channel 12');
  });

  it('stops at Ctrl-C with the tiles that are finished, and goes on to the same bytes', async () => {
    const root = temporaryFolder();
    const [whole, part] = [join(root, 'whole'), join(root, 'part')];
    await runMain([...ten, '--out', whole]);
    const stop = new AbortController();
    let steps = 0;
    const stopped = await runMain([...ten, '--json', '--out', part], {
      signal: stop.signal,
      onOut: () => {
        steps += 1;
        if (steps === 6) stop.abort();
      },
    });
    expect(stopped.code).toBe(130);
    expect(indexIn(part)).toMatchObject({ complete: false });
    expect(indexIn(part).tiles).toHaveLength(8);
    expect(existsSync(join(part, 'sheet.png'))).toBe(true);
    rmSync(join(part, 'tiles', '5.png')); // its group is made again
    const { code, out } = await runMain([...ten, '--out', part]);
    expect(code).toBe(0);
    expect(out).toContain('10 of 10');
    for (const name of ['sheet.png', 'index.json', 'index.html', 'tiles/5.png', 'tiles/12.png'])
      expect(readFileSync(join(part, name)).equals(readFileSync(join(whole, name)))).toBe(true);
  });

  it('shows one progress line to a person', async () => {
    const folder = join(temporaryFolder(), 'sheet');
    const { error } = await runMain([...quick, '--pick', '1', '--out', folder], { interactive: true });
    expect(error).toMatch(/conv2 {2}0 of 1 channels {2}step 4\/4 {2}0 s left/);
    expect(error).not.toContain('\n');
  });

  it('does not overwrite another sheet, nor anything else, unless forced', async () => {
    const folder = join(temporaryFolder(), 'sheet');
    await runMain([...quick, '--pick', '1', '--out', folder]);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const other = await runMain([...quick, '--pick', '2', '--out', folder]);
    expect(other.code).toBe(2);
    expect(other.error).toMatch(/holds something else.*--force/);
    expect(indexIn(folder).tiles[0]!.channel).toBe(1);
    expect(await runMain([...quick, '--pick', '2', '--out', folder, '--force'])).toMatchObject({ code: 0 });
    expect(readdirSync(join(folder, 'tiles'))).toEqual(['2.png']);
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it.each([
    ['no layer', ['channels'], /which layer\?/],
    ['an unknown layer', ['channels', '--layer', 'conv9'], /no layer "conv9"/],
    ['a channel that is none', [...quick, '--pick', '1,x'], /--pick is "x"/],
    ['two ways to choose', [...quick, '--pick', '1', '--to', '3'], /not both/],
    ['unknown colours', [...quick, '--colours', 'all'], /expected pens or free/],
    ['a word too many', [...quick, 'octopus'], /options alone, got octopus/],
  ])('%s: one clear line, nothing written', async (_, argv, message) => {
    const folder = join(temporaryFolder(), 'sheet');
    const { code, out, error } = await runMain([...argv, '--out', folder]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(message);
    expect(error.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(folder)).toBe(false);
  });
});
