import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeIndexedPng, decodeRgb8Png, readSvg } from '@inkception/core';
import { describe, expect, it } from 'vitest';
import { quick, reportIn, runMain, temporaryFolder } from './run-main.ts';

const pictures = ['relaxed.png', 'true.png', 'compare.png', 'drawing.svg', 'preview.png'];
const files = [...pictures, 'report.json', 'report.html'];

describe('inkception excite', () => {
  it('leaves a complete run in its folder', async () => {
    const folder = join(temporaryFolder(), 'deep', 'butterfly');
    const { code, out, error } = await runMain([
      'excite',
      'butterfly',
      '--pens',
      '3',
      '--out',
      folder,
      ...quick,
    ]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(readdirSync(folder).sort()).toEqual([...files].sort());
    for (const name of files) expect(out).toContain(join(folder, name));
  });

  it('draws with the pens it was given, in layers of their own', async () => {
    const root = temporaryFolder();
    const folder = join(root, 'run');
    const pens = [
      { name: 'ink', hex: '#14161a', widthMm: 0.3 },
      { name: 'red', hex: '#d62828', widthMm: 0.5 },
    ];
    writeFileSync(join(root, 'pens.json'), JSON.stringify(pens));
    const given = ['--pens', join(root, 'pens.json'), '--paper', 'A6', '--margin', '10'];
    const { code } = await runMain(['excite', '--class', 'octopus', ...given, '--out', folder, ...quick]);
    expect(code).toBe(0);
    const proof = readSvg(readFileSync(join(folder, 'drawing.svg'), 'utf8'));
    expect([proof.widthMm, proof.heightMm]).toEqual([105, 148]);
    expect(proof.layers.map((layer) => layer.stroke).sort()).toEqual(['#14161a', '#d62828']);
    const { map, colours } = decodeIndexedPng(readFileSync(join(folder, 'true.png')));
    expect(colours).toHaveLength(3); // the paper comes first
    expect([...new Set(map.indices)].every((index) => index < 3)).toBe(true);
    expect(reportIn(folder).palette.map(({ name }) => name)).toEqual(['white paper', 'ink', 'red']);
  });

  it('reports shares that add up, and what the pens kept', async () => {
    const folder = join(temporaryFolder(), 'run');
    await runMain(['excite', 'fish', '--out', folder, ...quick]);
    const report = reportIn(folder);
    expect(report.palette.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    const { excitation } = report;
    const { relaxed } = excitation;
    expect(excitation.kept).toEqual(relaxed > 0 ? excitation.true / relaxed : null);
    expect(report.job.network.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(report.job.objective.map((term) => term.kind)).toContain('class');
  });

  it('gives the same bytes when a report is run again', async () => {
    const root = temporaryFolder();
    const [first, second] = [join(root, 'a'), join(root, 'b')];
    await runMain(['excite', 'snail', '--seed', '5', '--out', first, ...quick]);
    const again = await runMain(['excite', '--job', join(first, 'report.json'), '--out', second]);
    expect(again.code).toBe(0);
    for (const name of pictures)
      expect(readFileSync(join(second, name)).equals(readFileSync(join(first, name)))).toBe(true);
    expect(reportIn(second).job).toEqual(reportIn(first).job);
  });

  it('stops at the signal with what it has, and resumes to the same bytes', async () => {
    const root = temporaryFolder();
    const [whole, part] = [join(root, 'whole'), join(root, 'part')];
    const command = ['excite', 'crab', '--steps', '24', '--tries', '2', '--set', 'fineness=1'];
    await runMain([...command, '--out', whole]);
    const stop = new AbortController();
    let events = 0;
    const stopped = await runMain([...command, '--json', '--out', part], {
      signal: stop.signal,
      onOut: () => {
        events += 1;
        if (events === 35) stop.abort();
      },
    });
    expect(stopped.code).toBe(130);
    expect(readdirSync(part).sort()).toEqual([...files, 'state.json'].sort());
    expect(reportIn(part).run.stopped).toBe(true);
    const resumed = await runMain(['excite', '--resume', part]);
    expect(resumed).toMatchObject({ code: 0, error: '' });
    expect(readdirSync(part).sort()).toEqual([...files].sort());
    for (const name of pictures)
      expect(readFileSync(join(part, name)).equals(readFileSync(join(whole, name)))).toBe(true);
  });

  it('excites several at once, and not others', async () => {
    const folder = join(temporaryFolder(), 'run');
    const more = [
      '--term',
      'channel:conv4:11:0.5',
      '--not',
      'lion',
      '--not',
      'conv3:7',
      '--term',
      'class:fish',
    ];
    const { code, out } = await runMain(['excite', 'crab', ...more, '--out', folder, ...quick]);
    expect(code).toBe(0);
    expect(out).toMatch(/^crab \+ \S+ 11 \+ fish, not lion, not \S+ 7: excitation/);
    const { job, excitation } = reportIn(folder);
    const sum = excitation.terms.reduce((total, term, i) => total + term.true * job.objective[i]!.weight, 0);
    expect(sum).toBeCloseTo(excitation.true, 4);
  });

  it('chooses the best of the pens, says what went, stops while choosing and resumes to the same bytes', async () => {
    const root = temporaryFolder();
    const [whole, part, again] = ['whole', 'part', 'again'].map((name) => join(root, name)) as [
      string,
      string,
      string,
    ];
    const palette = '#cc2b36,#f4d21f,#2450a4,#1f8a4d,#1d1d22';
    const command = ['excite', 'crab', '--palette', palette, '--best', '2', '--steps', '12', '--tries', '1'];
    const quickly = [
      '--size',
      '32',
      '--set',
      'fineness=1',
      '--set',
      'detail=1',
      '--overprint',
      '--accent',
      '1:30',
    ];
    const complete = await runMain([...command, ...quickly, '--out', whole]);
    expect(complete.out).toMatch(/did without 3 pens; the last to go, and what that cost: \S/);
    const { dropped, palette: colours, job } = reportIn(whole);
    expect(dropped).toHaveLength(3);
    expect(job.palette).toHaveLength(6);
    const pens = colours.filter(({ kind }) => kind === 'pen').map(({ name }) => name);
    expect(pens).toHaveLength(2);
    expect(pens).toContain('red'); // an accent stays
    expect(dropped.map(({ name }) => name)).not.toContain('red');
    const stop = new AbortController();
    let events = 0;
    const stopped = await runMain([...command, ...quickly, '--json', '--out', part], {
      signal: stop.signal,
      onOut: (text) => {
        expect(JSON.parse(text)).toMatchObject(
          text.includes('"step"') ? { attempt: 0, choosing: { of: 4 } } : {},
        );
        if (++events === 8) stop.abort();
      },
    });
    expect(stopped.code).toBe(130);
    expect(reportIn(part).run.stopped).toBe(true);
    expect(await runMain(['excite', '--resume', part])).toMatchObject({ code: 0, error: '' });
    await runMain(['excite', '--job', join(whole, 'report.json'), '--out', again]);
    for (const name of pictures) {
      expect(readFileSync(join(part, name)).equals(readFileSync(join(whole, name)))).toBe(true);
      expect(readFileSync(join(again, name)).equals(readFileSync(join(whole, name)))).toBe(true);
    }
    expect(reportIn(part).dropped).toEqual(dropped);
  });

  it('leaves as much paper as was wanted, in its colour, with opaque ink on dark paper', async () => {
    const folder = join(temporaryFolder(), 'run');
    const paper = [
      '--paper-colour',
      'black',
      '--white',
      '55',
      '--palette',
      '#f4d21f,#ffffff',
      '--size',
      '32',
    ];
    await runMain(['excite', 'heart', ...paper, '--steps', '160', '--tries', '1', '--out', folder]);
    const { palette } = reportIn(folder);
    expect(palette[0]).toMatchObject({ kind: 'paper', name: 'black paper', hex: '#1b1b1d' });
    expect(Math.abs(palette[0]!.share - 0.55)).toBeLessThan(0.05);
    expect(palette[1]).toMatchObject({ hex: '#f4d21f' }); // not darkened by the paper
    const preview = decodeRgb8Png(readFileSync(join(folder, 'preview.png')));
    expect([...preview.data.subarray(0, 3)]).toEqual([0x1b, 0x1b, 0x1d]);
  });

  it('prints events as JSON lines when asked', async () => {
    const folder = join(temporaryFolder(), 'run');
    const { out } = await runMain(['excite', 'star', '--json', '--out', folder, ...quick]);
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.map(({ event }) => event)).toEqual(['step', 'step', 'step', 'step', 'done']);
    expect(events[0]).toMatchObject({ step: 1, steps: 4, attempt: 1, tries: 1 });
    expect(events.at(-1)).toMatchObject({ folder });
  });

  it('shows one progress line to a person and none to a pipe', async () => {
    const root = temporaryFolder();
    const watched = await runMain(['excite', 'star', '--out', join(root, 'a'), ...quick], {
      interactive: true,
    });
    expect(watched.error).toMatch(
      /star {2}step 4\/4 {2}excitation \S+ relaxed, \S+ true {2}temperature \S+ {2}\d+ s left/,
    );
    expect(watched.error).not.toContain('\n');
    const piped = await runMain(['excite', 'star', '--out', join(root, 'b'), ...quick]);
    expect(piped.error).toBe('');
  });
});
