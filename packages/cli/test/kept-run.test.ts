import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quick, reportIn, runMain, temporaryFolder } from './run-main.ts';

const kept = ['relaxed.png', 'state.json', 'true.png'];

describe('a run whose picture cannot be plotted as it was asked for', () => {
  it('is kept, and goes on with another demand as if that had been the first', async () => {
    const root = temporaryFolder();
    const [part, whole] = [join(root, 'part'), join(root, 'whole')];
    const command = ['excite', 'panda', ...quick, '--size', '32', '--set', 'polish=1'];
    const refused = await runMain([...command, '--budget', '2s', '--out', part]);
    expect(refused.code).toBe(2);
    expect(refused.error).toMatch(
      /the budget is 0\.1 min.*\n.*inkception excite --resume \S+part, .*--budget/,
    );
    expect(readdirSync(part).sort()).toEqual(kept);
    expect((await runMain([...command, '--budget', '2s', '--out', part])).error).toBe(refused.error);
    expect(await runMain(['excite', '--resume', part, '--budget', '10h'])).toMatchObject({
      code: 0,
      error: '',
    });
    await runMain([...command, '--budget', '10h', '--out', whole]);
    expect(readdirSync(part)).toEqual(readdirSync(whole));
    for (const name of ['true.png', 'drawing.svg'])
      expect(readFileSync(join(part, name)).equals(readFileSync(join(whole, name)))).toBe(true);
    expect(reportIn(part).job).toEqual(reportIn(whole).job);
  });

  it.each([
    ['--order', 'maroon'],
    ['--axidraw-codes', 'maroon:+S20'],
  ])('is kept where %s names a learned pen that did not come', async (option, value) => {
    const folder = join(temporaryFolder(), 'run');
    const refused = await runMain([
      'excite',
      'octopus',
      '--pens',
      '1',
      ...quick,
      option,
      value,
      '--out',
      folder,
    ]);
    expect(refused.code).toBe(2);
    expect(refused.error).toContain('there is no pen "maroon"');
    expect(readdirSync(folder).sort()).toEqual(kept);
    const plotted = await runMain(['plot', join(folder, 'true.png'), '--out', join(folder, 'plot')]);
    expect(plotted).toMatchObject({ code: 0, error: '' });
    expect(
      (await runMain(['excite', '--resume', folder, option, value.replace('maroon', '2')])).error,
    ).toContain('give a number from 1 to 1');
  });

  it('of strokes is kept, too', async () => {
    const folder = join(temporaryFolder(), 'run');
    const refused = await runMain(['strokes', 'octopus', ...quick, '--budget', '1s', '--out', folder]);
    expect(refused.code).toBe(2);
    expect(refused.error).toContain('inkception strokes --resume');
    expect(readdirSync(folder).sort()).toEqual(kept);
    expect(await runMain(['strokes', '--resume', folder, '--budget', '1h'])).toMatchObject({ code: 0 });
  });

  it('does not begin where the job alone shows that', async () => {
    const folder = join(temporaryFolder(), 'run');
    const refused = await runMain(['excite', 'octopus', ...quick, '--order', '9', '--out', folder]);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.error).toContain('there is no pen "9" among 4');
    expect(() => readdirSync(folder)).toThrow();
  });
});
