import { describe, expect, it } from 'vitest';
import { arcStroke, bezierStroke, strokeThrough } from '../../src/canvas/strokes/shapes.ts';
import type { CompositionRequest } from '../../src/run/composition-request.ts';
import { canvasOf } from '../../src/run/job-canvas.ts';
import { makeJob, type JobRequest } from '../../src/run/make-job.ts';
import { parseJob } from '../../src/run/parse-job.ts';
import { builtIn } from '../network-fixtures.ts';

const network = builtIn();
const make = (recipe: string, composition: CompositionRequest = {}, more: Partial<JobRequest> = {}) =>
  makeJob({ target: { kind: 'class', name: 'fish' }, recipe, pens: 2, composition, ...more }, network, {
    file: null,
    sha256: '',
  });
const heart = { mask: { kind: 'shape', shape: 'heart' } } as const;
const picture = { width: 2, height: 2, data: Uint8Array.of(0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0) };

describe('what a composition asks of the canvas', () => {
  const forAreas: readonly [string, CompositionRequest, Partial<JobRequest>, RegExp][] = [
    [
      'a tile of broken cells',
      { tile: true },
      { size: { width: 70, height: 66 } },
      /multiples of the coarsest cell/,
    ],
    [
      'a tile that begins as a picture',
      { tile: true, start: { picture } },
      {},
      /tile cannot begin as a picture/,
    ],
    [
      'a mask without paper',
      heart,
      { settings: { pixels: { paper: null } } },
      /leave out pixels\.paper=null/,
    ],
  ];
  it.each(forAreas)('is %s, which strokes can be and areas cannot', (_, composition, more, message) => {
    expect(() => make('default', composition, more)).toThrow(message);
    expect(make('strokes', composition, more).settings.canvas).toBe('strokes');
  });

  it('is as many strokes as it begins with, all over a tile', () => {
    const start = { strokes: [strokeThrough(1, [0.2, 0.2, 0.8, 0.8])] };
    const { strokes } = make('strokes', { tile: true, start }).settings;
    expect(strokes).toMatchObject({ count: 1, initialSpread: 0.5 });
  });

  it('is no lead of strokes', () => {
    const lead = { lead: { pen: 2, width: 0.1 } };
    const pens = ['#000000', '#ff0000'].map((hex) => ({ name: hex, hex, widthMm: 1 }));
    expect(() => make('strokes', lead, { pens })).toThrow(
      /lead is drawn between areas: leave it out for strokes/,
    );
    expect(make('default', lead, { pens }).composition).toEqual(lead);
  });
});

describe('a job of strokes that begins as strokes', () => {
  const job = make('strokes');
  const begun = (strokes: unknown, more: Record<string, unknown> = {}) =>
    parseJob(
      JSON.stringify({
        ...job,
        composition: { start: { strokes, colours: ['#ffffff', '#101010', '#c02020'], strength: 2, ...more } },
      }),
      'job.json',
    );
  const stroke = { pen: 1, closed: false, points: [0.1, 0.2, 0.8, 0.7] };

  it('is read back as it is', () => {
    expect(begun([stroke]).composition?.start).toMatchObject({ strokes: [stroke] });
  });

  it('takes them by their shapes, as many as there are, in colours that are known', () => {
    const strokes = [
      arcStroke(1, { middle: [0.5, 0.4], radii: [0.3, 0.2] }),
      bezierStroke(2, [0.2, 0.5, 0.3, 0.2, 0.6, 0.2, 0.8, 0.5]),
      strokeThrough(1, [0.1, 0.8, 0.9, 0.8]),
    ];
    const pens = ['#000000', '#ff0000'].map((hex) => ({ name: hex, hex, widthMm: 1 }));
    const made = make('strokes', { start: { strokes } }, { pens });
    expect(made.composition?.start).toEqual({
      strokes,
      colours: ['#ffffff', '#000000', '#ff0000'],
      strength: 2,
    });
    expect(made.settings.strokes.count).toBe(3);
    expect(parseJob(JSON.stringify(made), 'job.json')).toEqual(made);
    const { values } = canvasOf(made, 1).parameters[0]!;
    expect(values).toEqual(Float32Array.from(strokes.flatMap(({ points }) => points)));
    const learned = make('strokes', {
      start: { strokes, colours: ['#fff', '#123456', '#654321'], strength: 3 },
    });
    expect(learned.composition?.start).toMatchObject({
      colours: ['#fff', '#123456', '#654321'],
      strength: 3,
    });
  });

  it.each([
    ['one point', [{ ...stroke, points: [0.1, 0.2] }]],
    ['a loop of two points', [{ ...stroke, closed: true }]],
    ['half a point', [{ ...stroke, points: [0.1, 0.2, 0.3] }]],
    ['the paper as its pen', [{ ...stroke, pen: 0 }]],
    ['a pen that there is not', [{ ...stroke, pen: 3 }]],
    ['more strokes than there may be', Array.from({ length: 49 }, () => stroke)],
  ])('is refused with %s', (_, strokes) => {
    expect(() => begun(strokes)).toThrow(/not at most 48 strokes of pens 1 to 2, each of two points or more/);
  });

  it('is refused with colours of another palette, or for areas', () => {
    expect(() => begun([stroke], { colours: ['#ffffff', '#101010'] })).toThrow(
      /start has 2 colours, the palette 3/,
    );
    expect(() => begun([stroke], { colours: 'black' })).toThrow(/composition/);
    expect(() => begun([{ ...stroke, points: [0.1, NaN, 0.3, 0.4] }])).toThrow(/composition/);
    const areas = { ...make('default'), composition: { start: { strokes: [stroke], colours: ['#ffffff', '#101010', '#c02020'], strength: 2 } } }; // prettier-ignore
    expect(() => parseJob(JSON.stringify(areas), 'job.json')).toThrow(/a start of strokes is for strokes/);
  });
});
