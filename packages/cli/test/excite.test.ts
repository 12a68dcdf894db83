import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeIndexedPng, decodeRgb8Png, readSvg, type Report } from '@inkception/core';
import { describe, expect, it } from 'vitest';
import { quick, runMain, temporaryFolder } from './run-main.ts';

const pictures = ['relaxed.png', 'true.png', 'compare.png', 'drawing.svg', 'preview.png'];
const files = [...pictures, 'report.json', 'report.html'];

const reportIn = (folder: string): Report =>
  JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;

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
    await runMain(['excite', 'star', ...paper, '--steps', '60', '--tries', '1', '--out', folder]);
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

describe('bad input to inkception excite', () => {
  const cases: [name: string, argv: string[], message: RegExp][] = [
    ['no target', [], /nothing to excite/],
    ['an unknown class', ['octopuss'], /octopuss.*octopus/],
    ['an unknown layer', ['--layer', 'conv9', '--channel', '1'], /no layer "conv9".*conv/],
    [
      'a channel beyond the layer',
      ['--layer', 'conv1', '--channel', '99'],
      /conv1 has no channel 99.*0 to 23/,
    ],
    ['a neuron beyond the map', ['--layer', 'conv4', '--neuron', '1,99,0'], /no row 99/],
    ['a class and a layer', ['fish', '--layer', 'conv1', '--channel', '1'], /not both/],
    ['things to avoid alone', ['--not', 'fish'], /nothing to excite/],
    ['an unknown class to avoid', ['fish', '--not', 'craab'], /craab.*crab/],
    ['a term of no kind', ['fish', '--term', 'lion'], /--term is "lion", expected class:NAME/],
    ['a term without its channel', ['fish', '--term', 'channel:conv4'], /--term is "channel:conv4"/],
    ['a term of no weight', ['fish', '--term', 'class:lion:0'], /weight is 0/],
    ['no pens', ['fish', '--pens', '0'], /pens is 0.*1 to 32/],
    ['a thousand pens', ['fish', '--pens', '1000'], /pens is 1000.*1 to 32/],
    ['pens that are no number', ['fish', '--pens', 'many'], /--pens is "many"/],
    [
      'a pens file that is not there',
      ['fish', '--pens', 'nowhere.json'],
      /nowhere\.json: there is no such file/,
    ],
    ['a colour that is none', ['fish', '--palette', '#12345g'], /#12345g/],
    [
      'a margin wider than the paper',
      ['fish', '--paper', 'A6', '--margin', '60'],
      /margin of 60 mm leaves nothing.*105 x 148/,
    ],
    ['an unknown paper', ['fish', '--paper', 'B7'], /paper "B7" is not known.*A5/],
    ['a size too small for the network', ['fish', '--size', '4'], /4 x 4 px.*64 x 64/],
    ['a size that is none', ['fish', '--size', 'big'], /--size is "big"/],
    ['an unknown recipe', ['fish', '--recipe', 'sed'], /recipe "sed".*seed/],
    ['a setting that every object has', ['fish', '--set', '__proto__.x=1'], /no setting __proto__/],
    ['a part of a number', ['fish', '--set', 'steps=5', '--set', 'steps.x=1'], /steps was set to 5/],
    ['an unknown setting', ['fish', '--set', 'prices.bondary=1'], /prices\.bondary.*prices\.boundary/],
    ['an unknown option', ['fish', '--pen', '3'], /--pen\b.*--pens/],
    [
      'a network that is not there',
      ['fish', '--model', 'nowhere.onnx'],
      /nowhere\.onnx: there is no such file/,
    ],
    ['a card without a model', ['fish', '--card', 'card.json'], /without --model/],
    ['a job that is not there', ['--job', 'nowhere.json'], /nowhere\.json: there is no such file/],
    ['a job with more', ['fish', '--job', 'report.json'], /a job is complete: fish/],
  ];
  it.each(cases)('%s: one clear line, exit 2, nothing written', async (_, argv, message) => {
    const folder = join(temporaryFolder(), 'run');
    const { code, out, error } = await runMain(['excite', ...argv, '--out', folder]);
    expect(error).toMatch(message);
    expect(error.trimEnd().split('\n')).toHaveLength(1);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(existsSync(folder)).toBe(false);
  });

  it('a file that is no network, and one without a card', async () => {
    const root = temporaryFolder();
    const model = join(root, 'net.onnx');
    writeFileSync(model, 'this is no network');
    const bare = await runMain(['excite', '--model', model, '--class', '1']);
    expect(bare).toMatchObject({ code: 2 });
    expect(bare.error).toMatch(/net\.onnx has no card/);
    const card = {
      name: 'net',
      input: { channels: 'RGB', range: [0, 1], mean: [0, 0, 0], std: [1, 1, 1], size: [64, 64] },
      licence: 'MIT',
      source: 'a test',
    };
    writeFileSync(join(root, 'net.json'), JSON.stringify(card));
    const broken = await runMain(['excite', '--model', model, '--class', '1']);
    expect(broken.code).toBe(2);
    expect(broken.error).toMatch(/net\.onnx/);
    writeFileSync(
      join(root, 'net.json'),
      JSON.stringify({ ...card, input: { ...card.input, range: [0, 512] } }),
    );
    expect((await runMain(['excite', '--model', model, '--class', '1'])).error).toMatch(/net\.json.*range/);
  });

  it('a folder with another run, unless forced', async () => {
    const folder = join(temporaryFolder(), 'run');
    await runMain(['excite', 'fish', '--out', folder, ...quick]);
    const before = readFileSync(join(folder, 'drawing.svg'), 'utf8');
    const other = await runMain(['excite', 'crab', '--out', folder, ...quick]);
    expect(other).toMatchObject({ code: 2 });
    expect(other.error).toMatch(/holds another run.*--force/);
    expect(readFileSync(join(folder, 'drawing.svg'), 'utf8')).toBe(before);
    expect(await runMain(['excite', 'fish', '--out', folder, ...quick])).toMatchObject({ code: 0 });
    expect(await runMain(['excite', 'crab', '--out', folder, '--force', ...quick])).toMatchObject({
      code: 0,
    });
    expect(reportIn(folder).job.objective[0]).toMatchObject({ label: 'crab' });
  });

  it('a folder that holds things of somebody else', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'thesis.txt'), 'years of work');
    const { code, error } = await runMain(['excite', 'fish', '--out', folder, ...quick]);
    expect(code).toBe(2);
    expect(error).toMatch(/holds another run/);
    expect(readdirSync(folder)).toEqual(['thesis.txt']);
  });

  it.skipIf(!existsSync('/proc/self'))('a folder that takes no files', async () => {
    const { code, error } = await runMain(['excite', 'fish', '--out', '/proc/self/run', ...quick]);
    expect(code).toBe(2);
    expect(error).toMatch(/cannot write to \/proc\/self\/run/);
  });

  it('a folder below a file', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'a'));
    writeFileSync(join(root, 'a', 'file'), '');
    const { code, error } = await runMain([
      'excite',
      'fish',
      '--out',
      join(root, 'a', 'file', 'run'),
      ...quick,
    ]);
    expect(code).toBe(2);
    expect(error).toMatch(/is a file, not a folder/);
  });
});
