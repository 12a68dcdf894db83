import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../src/excite/check-settings.ts';
import { mergeSettings } from '../../src/excite/merge-settings.ts';
import { recipes } from '../../src/excite/recipes.ts';
import { scheduled } from '../../src/optimise/schedule.ts';
import { styledSettings, styles } from '../../src/run/styles.ts';
import { builtIn } from '../network-fixtures.ts';

const [standard, strokes] = [recipes['default']!, recipes['strokes']!];
const take = (changes: Record<string, unknown>, base = standard) =>
  checkSettings(mergeSettings(base, changes, 'settings'));

describe('settings', () => {
  it.each(Object.keys(recipes))('of recipe %s are taken', (name) => {
    expect(checkSettings(recipes[name]!)).toBe(recipes[name]);
  });

  it.each(Object.keys(styles))('of recipe %s are taken, on the built-in network', (name) => {
    const own = mergeSettings(standard, builtIn().card.drawing!, 'card');
    expect(() => checkSettings(styledSettings(own, styles[name]!, name))).not.toThrow();
  });

  it('of the documentation and its cards are taken', () => {
    const docs = new URL('../../../../docs/', import.meta.url);
    const pages = readdirSync(docs).filter((file) => file.endsWith('.md'));
    const given = pages.flatMap((page) =>
      [...readFileSync(new URL(page, docs), 'utf8').matchAll(/--set ([a-z][\w.]*)=([^\s`]+)/g)].map(
        ([, name, value]) => [page, name!, value!] as const,
      ),
    );
    expect(given.length).toBeGreaterThan(20);
    for (const [page, name, value] of given) {
      const base = page === 'strokes.md' ? strokes : standard;
      const change = name
        .split('.')
        .reduceRight((inner: unknown, part) => ({ [part]: inner }), JSON.parse(value) as unknown);
      expect(() => take(change as Record<string, unknown>, base)).not.toThrow();
    }
    for (const card of readdirSync(new URL('cards/', docs))) {
      const { drawing = {} } = JSON.parse(readFileSync(new URL(`cards/${card}`, docs), 'utf8')) as {
        drawing?: Record<string, unknown>;
      };
      expect(() => take(drawing)).not.toThrow();
    }
  });

  it.each([
    [{ gain: 'foo' }, /gain is "foo", expected one of mean, sum, relative/],
    [{ canvas: 'pixel' }, /canvas is "pixel", expected one of pixels, strokes/],
    [{ views: { beyond: 'blakc' } }, /views\.beyond is "blakc", expected one of black, edge, wrap/],
    [{ views: { jitter: [3] } }, /views\.jitter is \[3\], expected pairs \[low, high\]/],
    [{ views: { jitter: [[4, -4]] } }, /views\.jitter is \[\[4, -4\]\]/],
    [{ views: { crop: [1] } }, /views\.crop is \[1\], expected \[smallest, largest\]/],
    [{ views: { crop: [0, 1] } }, /views\.crop is \[0, 1\]/],
    [{ views: { closeUps: [[1]] } }, /views\.closeUps is \[\[1\]\]/],
    [{ pixels: { initialColours: [1] } }, /pixels\.initialColours is \[1\], expected \[mean, deviation\]/],
    [{ strokes: { initialColours: [0, 1, 2] } }, /strokes\.initialColours is \[0, 1, 2\]/],
    [
      { pixels: { finestFrom: 1 } },
      /pixels\.finestFrom is 1, expected a share of the run from 0 to less than 1/,
    ],
    [{ pixels: { finestFrom: -0.1 } }, /pixels\.finestFrom is -0\.1/],
    [{ pixels: { spike: 0 } }, /pixels\.spike is 0, expected a number above 0/],
    [{ beta1: 1 }, /beta1 is 1, expected a number from 0 to less than 1/],
    [{ beta2: -0.1 }, /beta2 is -0\.1/],
    [{ temperature: 0 }, /temperature is 0 at 0 of the run, expected numbers above 0/],
    [{ strokes: { softness: { points: [[0, 1], [1, 0]] } } }, /strokes\.softness is 0 at 1 of the run/], // prettier-ignore
  ])('are refused with what is expected: %j', (changes, message) => {
    expect(() => take(changes)).toThrow(expect.objectContaining({ code: 'bad-option' }));
    expect(() => take(changes)).toThrow(message);
  });
});

describe('a schedule among settings', () => {
  const take = (schedule: Record<string, unknown>) =>
    mergeSettings(standard, { prices: { boundary: schedule } }, 'card x').prices.boundary;

  it('may begin late, end early and jump', () => {
    const jump = { points: [[0.2, 1], [0.5, 2], [0.5, 4], [0.8, 3]] }; // prettier-ignore
    expect([0, 0.49, 0.5, 1].map((t) => scheduled(take(jump), t))).toEqual([1, expect.closeTo(1.967), 4, 3]);
  });

  it.each([
    [{ curve: 'lin' }, /card x: setting prices\.boundary\.curve is "lin", expected one of linear, geometric/],
    [{ points: [] }, /prices\.boundary\.points is \[\], expected at least one/],
    [{ points: [1, 2] }, /prices\.boundary\.points\[0\] is 1, expected \[progress from 0 to 1, value\]/],
    [{ points: [[0]] }, /points\[0\] is \[0\]/],
    [{ points: [[0, 1, 2]] }, /points\[0\] is \[0,1,2\]/],
    [{ points: [[0, [1]]] }, /points\[0\] is \[0,\[1\]\]/],
    [{ points: [[-0.1, 1]] }, /points\[0\] is \[-0\.1,1\]/],
    [{ points: [[0, 1], [1.5, 1]] }, /points\[1\] is \[1\.5,1\]/], // prettier-ignore
    [{ points: [[0, 1], [0.6, 1], [0.4, 1]] }, /points\[2\] is \[0\.4,1\], expected \[progress from 0\.6 to 1/], // prettier-ignore
    [{ curve: 'geometric', points: [[0, 1], [1, 0]] }, /boundary is 0 at 1 of the run, .* above 0 \(curve geometric\)/], // prettier-ignore
    [{ curve: 'geometric', points: [[0, -1]] }, /boundary is -1 at 0 of the run/],
  ])('is refused with what is expected: %j', (schedule, message) => {
    expect(() => take(schedule)).toThrow(message);
  });
});
