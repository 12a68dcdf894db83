import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quick, reportIn, runMain, temporaryFolder } from './run-main.ts';

describe('bad input to inkception excite', () => {
  const cases: [name: string, argv: string[], message: RegExp][] = [
    ['no target', [], /nothing to excite/],
    ['an unknown class', ['octopuss'], /octopuss.*octopus/],
    ['an unknown layer', ['--layer', 'conv9', '--channel', '1'], /no layer "conv9".*conv/],
    [
      'a channel beyond the layer',
      ['--layer', 'conv1', '--channel', '99'],
      /conv1 has no channel 99.*0 to 47/,
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
