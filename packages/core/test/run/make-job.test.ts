import { describe, expect, it } from 'vitest';
import type { Settings } from '../../src/excite/settings.ts';
import type { NetworkCard } from '../../src/network/card.ts';
import { describeAll } from '../../src/objective/objective.ts';
import { makeJob, type JobRequest } from '../../src/run/make-job.ts';
import { styles } from '../../src/run/styles.ts';
import { parseJob } from '../../src/run/parse-job.ts';
import { builtIn } from '../network-fixtures.ts';

const network = builtIn();
const origin = { file: null, sha256: 'abc' };
const fish = { kind: 'class', name: 'fish' } as const;
const make = (request: Partial<JobRequest> = {}) => makeJob({ target: fish, ...request }, network, origin);

describe('a job', () => {
  it('is plain JSON that describes the run completely', () => {
    const job = make({ pens: 3, paper: 'A6', seed: 9 });
    expect(JSON.parse(JSON.stringify(job))).toEqual(job);
    expect(job).toMatchObject({
      network: { name: 'pictograms', file: null, sha256: 'abc' },
      sheet: { widthMm: 105, heightMm: 148, marginMm: 15 },
      size: { width: 64, height: 64 },
      seed: 9,
    });
    expect(job.palette.map(({ kind }) => kind)).toEqual(['paper', 'learned', 'learned', 'learned']);
  });

  it("finds a class by another word, and measures it as the network's card says", () => {
    const job = make({ target: { kind: 'class', name: 'Kitty' } });
    expect(job.objective).toMatchObject([
      { label: 'cat', measure: 'logit', weight: 0.3 },
      { label: 'cat', measure: 'log-probability', weight: 1 },
    ]);
  });

  it('sums what is wanted, and keeps what is not from standing out', () => {
    const job = make({
      target: [
        { target: fish, weight: 2 },
        { target: { kind: 'class', name: 'crab' }, weight: -1 },
        { target: { kind: 'channel', layer: 'conv4', channel: 3 }, weight: -0.5 },
      ],
    });
    expect(job.objective).toMatchObject([
      { label: 'fish', measure: 'logit', weight: 0.6 },
      { label: 'fish', measure: 'log-probability', weight: 2 },
      { label: 'crab', measure: 'standing', weight: -0.3 },
      { kind: 'channel', channel: 3, weight: -0.5 },
    ]);
    expect(describeAll(job.objective)).toMatch(/^fish, not crab, not \S+ 3$/);
  });

  it("follows the card in the default recipe, and not in the seed's", () => {
    expect(make().settings.pixels.paper).not.toBeNull();
    const seed = make({ recipe: 'seed' });
    expect(seed.palette).toEqual(Array.from({ length: 4 }, () => ({ kind: 'learned', widthMm: 0.4 })));
    expect(seed.settings).toMatchObject({
      steps: 150,
      views: {
        count: 4,
        jitter: [
          [-1, 15],
          [-1, 3],
        ],
        scale: 0,
        rotateDegrees: 0,
        beyond: 'black',
      },
      pixels: { cells: [1], initialLogits: 1, initialColours: [0.5, 1], spike: 3, paper: null },
      beta1: 0.9,
      beta2: 0.999,
      gain: 'sum',
    });
    expect(seed.objective).toMatchObject([{ measure: 'logit', weight: 1 }]);
  });

  it('of a class stands free on the paper and is looked at from more sides, unless the card or the user says otherwise', () => {
    const { drawing, ...rest } = network.card;
    const card: NetworkCard = rest;
    const settingsFor = (target: JobRequest['target'], of = card): Settings =>
      makeJob({ target }, { ...network, card: of }, origin).settings;
    const channel = { kind: 'channel', layer: 'conv4', channel: 3 } as const;
    const [free, pattern] = [settingsFor(fish), settingsFor(channel)];
    expect(free.views.scale).toBeGreaterThan(2 * pattern.views.scale);
    expect([free.pixels.paper!.vignette > 0, pattern.pixels.paper!.vignette]).toEqual([true, 0]);
    expect(
      settingsFor([
        { target: channel, weight: 1 },
        { target: fish, weight: 0.5 },
      ]),
    ).toEqual(free);
    expect(
      settingsFor([
        { target: channel, weight: 1 },
        { target: fish, weight: -1 },
      ]),
    ).toEqual(pattern);
    const own = settingsFor(fish, { ...card, drawing: { views: { scale: 0 } } });
    expect([own.views.scale, own.views.shift]).toEqual([0, free.views.shift]);
    expect(make({ settings: { views: { scale: 0.01 } } }).settings.views.scale).toBe(0.01);
    expect(make().settings).toMatchObject({ views: drawing!['views'] });
  });

  it.each(Object.keys(styles))('has the character of %s, on the network at hand', (recipe) => {
    const job = make({ recipe });
    expect(parseJob(JSON.stringify(job), 'j.json')).toEqual(job);
    expect(job.settings.steps).toBe(make().settings.steps);
    expect(job.settings.prices.boundary.points[0]![1]).toBeCloseTo(
      make().settings.prices.boundary.points[0]![1] * styles[recipe]!.boldness,
    );
    const own = make({ recipe, pens: 2, plot: { hatchPitch: 3 }, settings: { steps: 9 } });
    expect(own.palette.filter(({ kind }) => kind === 'learned')).toHaveLength(2);
    expect(own).toMatchObject({ plot: { hatchPitch: 3 }, settings: { steps: 9 } });
  });

  it('is as fine in each part of a poster as it was in the whole', () => {
    const [plain, poster] = [make(), make({ composition: { poster: 4 } })];
    expect(poster.settings.fineness).toBe(4 * plain.settings.fineness);
    expect(poster.settings.pixels.cells).toEqual(expect.arrayContaining([...plain.settings.pixels.cells]));
    expect(parseJob(JSON.stringify(poster), 'j.json')).toEqual(poster);
    const part = plain.settings.fineness * Math.min(plain.size.width, plain.size.height);
    for (const times of [2, 4, 8])
      expect(make({ composition: { poster: times } }).settings.pixels.cells.at(-1)).toBe(
        Math.min(part, 32 * times),
      );
    const size = { width: 60, height: 64 };
    expect(() => make({ composition: { poster: 4 }, size })).toThrow(
      /a poster's --size is a multiple of \d+/,
    );
    expect(() => make({ composition: { poster: 4, symmetry: { turns: 2, mirror: null } } })).toThrow(
      /no symmetry/,
    );
  });

  it.each([
    [
      { fineness: 16 },
      /a poster of 8 times the size multiplies fineness.* by 8: fineness is 128, expected .* 64/,
    ],
    [{ steps: 200_000 }, /steps is 1600000, expected .* 1000000; set less, or make the poster smaller/],
  ])('is refused where a poster would make too much of a setting: %j', (settings, message) => {
    const composition = { poster: 8 };
    expect(() => make({ composition, settings })).toThrow(message);
    expect(() => make({ composition, settings })).toThrow(expect.objectContaining({ code: 'bad-option' }));
  });

  it('has lead as its last pen in stained glass', () => {
    const { palette, composition } = make({ recipe: 'stained-glass', composition: { allOver: true } });
    expect(palette.at(-1)).toMatchObject({ kind: 'given', pen: { name: 'lead' } });
    expect(composition).toMatchObject({ lead: { pen: palette.length - 1 }, allOver: true });
  });

  it('of many strokes has ink, crossings and lifts at less each; few cost what the recipe says', () => {
    const priceOf = (count: number): number[] => {
      const { ink, overdraw, lifts } = make({ recipe: 'strokes', settings: { strokes: { count } } }).settings
        .prices;
      return [ink, overdraw, lifts].map(({ points }) => points[0]![1]);
    };
    const usual = priceOf(48);
    expect(Math.min(...usual)).toBeGreaterThan(0);
    expect(priceOf(192)).toEqual(usual.map((price) => price / 4));
    expect(priceOf(12)).toEqual(usual);
  });

  it('of strokes like a picture has lifts for nothing', () => {
    const picture = { width: 8, height: 8, data: new Uint8Array(3 * 64) };
    const { prices } = make({ recipe: 'strokes', like: { picture, layers: ['conv4'] } }).settings;
    expect(prices.lifts.points).toEqual([[0, 0]]);
  });

  it('of a pattern all over is not polished, which would judge the whole', () => {
    const polish = (composition: JobRequest['composition']) =>
      make({ recipe: 'strokes', composition: composition! }).settings.polish;
    expect([
      polish({ allOver: true }),
      polish({ allOver: true, tile: true }),
      polish({ tile: true }),
    ]).toEqual([0, 0, 1]);
  });

  it('takes changes last', () => {
    const { settings } = make({ settings: { steps: 7, views: { count: 1 } } });
    expect(settings).toMatchObject({ steps: 7, views: { count: 1 } });
  });

  it.each([
    [{ pens: 0 }, /pens is 0, expected a whole number from 1 to 32/],
    [{ pens: 2.5 }, /pens is 2\.5/],
    [{ penWidthMm: 0 }, /pen width is 0 mm, expected 0.02 to 50/],
    [{ marginMm: -1 }, /margin is -1 mm/],
    [{ marginMm: 74 }, /leaves nothing of a sheet of 148 x 210 mm: give less than 74/],
    [{ seed: -1 }, /seed is -1/],
    [{ target: [{ target: fish, weight: 0 }] }, /weight is 0, expected a number other than 0/],
    [{ recipe: 'toString' }, /recipe "toString" is not known/],
    [{ settings: { steps: 0 } }, /steps is 0/],
    [{ settings: { classMeasures: { logit: 0, logProbability: 0 } } }, /classMeasures\.logit and .* both 0/],
    [{ settings: { temperature: { points: [1, 2] } } }, /temperature\.points\[0\] is 1/],
    [{ settings: { views: { count: 0 } } }, /views\.count is 0/],
    [{ settings: { pixels: { cells: [4, 6] } } }, /pixels\.cells is \[4, 6\], expected ascending/],
    [{ settings: { views: { closeUps: [0] } } }, /views\.closeUps is \[0\]/],
    [{ settings: { pixels: { cells: [] } } }, /pixels\.cells is \[\]/],
    [{ settings: { pixels: { cells: [1] } } }, /detail is 4, but pixels\.cells begins with 1/],
  ])('is refused with what was given and what would do: %j', (request, message) => {
    expect(() => make(request as Partial<JobRequest>)).toThrow(message);
  });
});

describe("a job's colours", () => {
  const pen = (name: string, hex: string) => ({ name, hex, widthMm: 0.4 });
  const [red, blue, gold] = [pen('red', '#cc2222'), pen('blue', '#2222cc'), pen('gold', '#b08d3c')];

  it('have shares of the picture: of the paper, and of accents by name or number', () => {
    const { palette } = make({
      pens: [red, blue],
      paperShare: 0.6,
      accents: [{ pen: 'Blue', most: 0.06 }],
    });
    expect(palette.map(({ share }) => share)).toEqual([
      { least: 0.6, most: 0.6 },
      undefined,
      { least: 0.02, most: 0.06 },
    ]);
    const numbered = make({ accents: [{ pen: '4', most: 0.3 }] }).palette;
    expect(numbered[4]!.share).toEqual({ least: 0.1, most: 0.3 });
  });

  it('are opaque on dark paper, unless a pen says that it is not', () => {
    const given = make({ pens: [red, { ...blue, opaque: false }], paperColour: 'black' }).palette;
    expect(given).toMatchObject([
      { name: 'black paper' },
      { pen: { opaque: true } },
      { pen: { opaque: false } },
    ]);
    expect(make({ pens: 1, paperColour: '#222' }).palette[1]).toMatchObject({ opaque: true });
    expect(make({ pens: 1, paperColour: 'kraft' }).palette[1]).toEqual({ kind: 'learned', widthMm: 0.4 });
  });

  it('may be chosen from pens that a person has, with steps in proportion to the run', () => {
    const job = make({ pens: [red, blue, gold], best: 2, settings: { steps: 100 } });
    expect(job.choice).toEqual({ pens: 2, relaxSteps: 50, settleSteps: 2 });
    expect(job.palette).toHaveLength(4);
    expect(make({ pens: [red, blue], best: 2 })).not.toHaveProperty('choice'); // nothing to choose
  });

  it.each([
    [{ best: 2 }, /best 2 pens are chosen from pens that you have/],
    [{ pens: [red, blue], best: 3 }, /best is 3, expected a whole number from 1 to 2/],
    [{ pens: [red, blue], best: 0 }, /best is 0/],
    [
      {
        pens: [red, blue, gold],
        best: 1,
        accents: [
          { pen: '1', most: 0.1 },
          { pen: '2', most: 0.1 },
        ],
      },
      /best 1 pens cannot hold 2 accents/,
    ],
    [{ paperShare: 1 }, /paper is to be 100 % of the picture/],
    [{ paperShare: NaN }, /paper is to be NaN %/],
    [{ accents: [{ pen: '5', most: 0.1 }] }, /no pen "5" for an accent: give a number from 1 to 4/],
    [{ pens: [red], accents: [{ pen: 'rad', most: 0.1 }] }, /no pen "rad" .* such as red/],
    [{ accents: [{ pen: '1', most: 0 }] }, /accent 1 may have 0 %/],
    [{ paperColour: 'plaid' }, /there is no paper "plaid"/],
    [{ paperColour: 'black', overprint: true }, /takes two clear inks .* there are 0 on black paper/],
    [{ pens: 9, overprint: true }, /9 pens are too many to overprint: at most 8/],
    [
      { recipe: 'strokes', overprint: true },
      /overprinting is for areas: clear inks of strokes multiply wherever they cross/,
    ],
    [{ recipe: 'seed', paperShare: 0.5 }, /no paper to colour or to leave white/],
  ])('are refused when they cannot be: %j', (request, message) => {
    expect(() => make(request as Partial<JobRequest>)).toThrow(message);
  });
});
