import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strokeThrough } from '../../src/canvas/strokes/shapes.ts';
import { InkceptionError } from '../../src/error.ts';
import { recipes } from '../../src/excite/recipes.ts';
import { gcodeTemplates } from '../../src/export/gcode-template.ts';
import { parseLayerCodes } from '../../src/export/layer-codes.ts';
import { commonPens } from '../../src/palette/common-pens.ts';
import { parseOffsets } from '../../src/plot/finish/pen-offset.ts';
import type { Job } from '../../src/run/job.ts';
import { makeJob, type JobRequest } from '../../src/run/make-job.ts';
import { parseJob } from '../../src/run/parse-job.ts';
import { styles } from '../../src/run/styles.ts';
import { variationOf } from '../../src/run/variation.ts';
import { builtIn } from '../network-fixtures.ts';

const network = builtIn();
const fish = { kind: 'class', name: 'fish' } as const;
const make = (request: Partial<JobRequest> = {}): Job =>
  makeJob({ target: fish, ...request }, network, { file: null, sha256: '' });
const picture = { width: 2, height: 2, data: Uint8Array.of(0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0) };
const pens = commonPens.slice(0, 5);
const ink = (hex: string) => ({ name: hex, hex, widthMm: 0.4 });

/** Read back alone and from a report, to the byte. */
function expectSame(job: Job): void {
  const text = JSON.stringify(job);
  expect(JSON.stringify(parseJob(text, 'job.json'))).toBe(text);
  expect(JSON.stringify(parseJob(JSON.stringify({ versions: {}, job }, null, 2), 'report.json'))).toBe(text);
}

describe('a job that was made is read as it was written', () => {
  const forms: Readonly<Record<string, Partial<JobRequest>>> = {
    ...Object.fromEntries([...Object.keys(recipes), ...Object.keys(styles)].map((name) => [name, { recipe: name }])), // prettier-ignore
    'many pens and lead': { recipe: 'stained-glass', pens: 32 },
    'wide learned pens': { pens: 2, penWidthMm: 48 },
    'pens of all kinds': { pens },
    'all common pens': { pens: commonPens.slice(0, 32) },
    'short and capital hex': { pens: [ink('#F00'), { ...ink('#00AAFF'), opaque: true, brand: 'x' }] },
    'dark paper': { pens: 2, paperColour: 'black' },
    'paper with a share, accents': { pens, paperShare: 0.6, accents: [{ pen: '2', most: 0.1 }] },
    overprints: { pens: [ink('#f4d21f'), ink('#2450a4')], overprint: true },
    'a choice': { pens, best: 2 },
    'many terms': {
      target: [
        { target: fish, weight: 2 },
        { target: { kind: 'class', name: 'crab' }, weight: -1 },
        { target: { kind: 'channel', layer: 'conv4', channel: 3 }, weight: 0.5 },
        { target: { kind: 'neuron', layer: 'conv4', channel: 3, y: 1, x: 0 }, weight: -0.5 },
      ],
    },
    'a likeness of areas': { target: [], like: { picture, layers: ['conv4'] } },
    'a likeness of strokes': { recipe: 'strokes', like: { picture, style: 0 } },
    symmetry: { composition: { symmetry: { turns: 1, mirror: 'left-right' } } },
    turns: { composition: { symmetry: { turns: 5, mirror: null } } },
    'a tile all over': { composition: { tile: true, allOver: true } },
    'a poster': { composition: { poster: 2 } },
    'a shape': { composition: { mask: { kind: 'shape', shape: 'heart' } } },
    'a mask': { composition: { mask: picture } },
    'a start': { composition: { start: { picture } } },
    'strokes that begin as a picture': {
      recipe: 'strokes',
      composition: { start: { picture, strength: 0 } },
    },
    'strokes that begin as strokes': {
      recipe: 'strokes',
      pens: 2,
      composition: {
        start: { strokes: [strokeThrough(1, [0.1, 0.8, 0.9, 0.8])], colours: ['#fff', '#123456', '#654321'] },
      },
    },
    'strokes that were changed': { recipe: 'strokes', settings: { strokes: { count: 90, closed: 0.5 } } },
    'a layout': { composition: { layout: { place: [0.4, 0.6], scale: 0.5, repeat: [2, 1] } } },
    'a schedule of one number': { settings: { prices: { boundary: 0.2 }, temperature: 0.5 } },
    'no paper': { settings: { pixels: { paper: null } } },
    'all output': {
      output: {
        machine: 'axidraw-a3',
        budgetSeconds: 600,
        order: ['black', '2'],
        offsets: parseOffsets('2:0.3,-0.1;black:0,0.2'),
        registration: true,
        formats: ['gcode', 'hpgl'],
        codes: parseLayerCodes('!+S30;2:+H40+D200'),
        gcode: gcodeTemplates['z']!,
        inkLimit: 4.5,
      },
    },
    'a plot of lists': { plot: { fill: ['hatch', 'spiral'], outline: [true, false], tones: [0.5] } },
    'its own sheet': { paper: '150x100.5', marginMm: 0, size: { width: 96, height: 64 }, seed: 0 },
  };

  it.each(Object.entries(forms))('%s', (_, request) => {
    expectSame(make(request));
  });

  it('unlike others', () => {
    const map = { width: 4, height: 2, indices: Uint8Array.of(0, 1, 0, 1, 1, 1, 0, 0) };
    const before = { kind: 'map', map, colours: [[1, 1, 1], [0, 0, 0]] } as const; // prettier-ignore
    expectSame(variationOf(make(), [before, before]));
  });

  it('in any form that can be made', () => {
    const some = <T>(...values: readonly T[]): fc.Arbitrary<T | undefined> =>
      fc.constantFrom(undefined, undefined, ...values);
    const requests = fc.record({
      recipe: some(...Object.keys(recipes), ...Object.keys(styles)),
      pens: some<JobRequest['pens']>(1, 4, pens, [ink('#F00'), ink('#abc')]),
      best: some(1, 2),
      paperColour: some('black', 'kraft', '#FED'),
      paperShare: some(0.1, 0.75),
      accents: some([{ pen: '1', most: 0.2 }]),
      overprint: some(true),
      like: some({ picture, layers: ['conv4'] }),
      composition: some<NonNullable<JobRequest['composition']>>(
        ...Object.values(forms).flatMap(({ composition }) => composition ?? []),
      ),
      output: some(forms['all output']!.output),
      settings: some(...Object.values(forms).flatMap(({ settings }) => settings ?? [])),
      size: some({ width: 128, height: 64 }),
      seed: some(7, 2 ** 40),
    });
    let made = 0;
    fc.assert(
      fc.property(requests, (request) => {
        const given = Object.entries(request).filter(([, value]) => value !== undefined);
        let job: Job;
        try {
          job = make(Object.fromEntries(given));
        } catch (error) {
          if (!(error instanceof InkceptionError)) throw error;
          return; // what does not go together is refused before it is a job
        }
        made++;
        expectSame(job);
      }),
      { seed: 1, numRuns: 200 },
    );
    expect(made).toBeGreaterThan(40);
  });
});

describe('settings that a job lacks', () => {
  it("are today's recipe's, also where a number is a whole schedule", () => {
    const { settings, ...job } = make();
    const { steps } = settings;
    const few = { ...job, settings: { prices: { ink: 0.5 }, temperature: { points: [[0, 2]] }, steps } };
    const read = parseJob(JSON.stringify(few), 'j.json').settings;
    const standard = recipes['default']!;
    expect(read).toEqual({
      ...standard,
      steps,
      temperature: { curve: 'geometric', points: [[0, 2]] },
      prices: { ...standard.prices, ink: { curve: 'linear', points: [[0, 0.5]] } },
    });
    expect(Object.keys(read).slice(0, 3)).toEqual(['prices', 'temperature', 'steps']);
  });
});

describe('a job is refused with the file and the field', () => {
  const given = make({ pens, output: {} });
  const strokes = make({ recipe: 'strokes', pens: 2 });
  const read = (change: object, job: Job = given) =>
    parseJob(JSON.stringify({ ...job, ...change }), 'r.json');
  const paper = { kind: 'paper', name: 'white', hex: '#ffffff' };
  const learned = { kind: 'learned', widthMm: 0.4 };
  const pen = { name: 'black', hex: '#000000', widthMm: 0.4 };
  const { input } = given.network;
  const stroke = { pen: 1, closed: false, points: [0.1, 0.2, 0.8, 0.7] };
  const start = { strokes: [stroke], colours: ['#ffffff', '#101010', '#c02020'], strength: 2 };
  const template = gcodeTemplates['servo']!;

  it.each([
    [{ palette: [{ ...paper, hex: 'nope' }, learned] }, 'palette[0].hex is "nope"'],
    [{ palette: [{ kind: 'paper', hex: '#ffffff' }, learned] }, 'palette[0].name is missing'],
    [{ palette: [paper, { kind: 'learned' }] }, 'palette[1].widthMm is missing, expected a number above 0'],
    [{ palette: [{ ...learned, opaque: 'yes' }] }, 'palette[0].opaque is "yes"'],
    [{ palette: [{ kind: 'given' }] }, 'palette[0].pen is missing'],
    [{ palette: [{ kind: 'given', pen: { ...pen, hex: 5 } }] }, 'palette[0].pen.hex is 5'],
    [{ palette: [{ kind: 'given', pen: { ...pen, widthMm: '1' } }] }, 'palette[0].pen.widthMm is "1"'],
    [{ palette: [{ kind: 'given', pen: { ...pen, name: '' } }] }, 'palette[0].pen.name is ""'],
    [{ palette: [{ ...learned, share: 0.5 }] }, 'palette[0].share is 0.5'],
    [{ palette: [learned, paper] }, 'palette is [{"kind":"learned"'],
    [{ palette: [paper] }, 'palette is [{"kind":"paper"'],
    [{ objective: [{ kind: 'channel' }] }, 'objective[0].weight is missing'],
    [{ objective: [{ kind: 'channel', weight: 1 }] }, 'objective[0].layer is missing, expected a text'],
    [{ objective: [{ kind: 'channel', weight: 1, layer: 'a' }] }, 'objective[0].channel is missing'],
    [{ objective: [{ kind: 'neuron', weight: 1, layer: 'a', channel: 0, y: 0, x: -1 }] }, 'objective[0].x is -1'],
    [{ objective: [{ kind: 'class', weight: 1, index: 0.5, label: 'a' }] }, 'objective[0].index is 0.5'],
    [{ objective: [{ kind: 'class', weight: 1, index: 0, label: 'a' }] }, 'objective[0].measure is missing'],
    [{ objective: [{ kind: 'style', weight: '1', layer: 'a' }] }, 'objective[0].weight is "1"'],
    [{ network: { name: 'a', file: null, sha256: '' } }, 'network.input is missing'],
    [{ network: { ...given.network, input: { ...input, channels: 'rgb' } } }, 'network.input.channels is "rgb"'],
    [{ network: { ...given.network, file: 5 } }, 'network.file is 5'],
    [{ recipe: 5 }, 'recipe is 5'],
    [{ choice: { pens: 2, relaxSteps: 0, settleSteps: 1 } }, 'choice.relaxSteps is 0'],
    [{ size: { width: 64 } }, 'size.height is missing'],
    [{ sheet: { widthMm: 100, heightMm: 100, marginMm: 50 } }, 'sheet.marginMm is 50, expected less than 50'],
    [{ like: { png: 5 } }, 'like.png is 5'],
    [{ unlike: [5] }, 'unlike[0] is 5'],
    [{ output: 5 }, 'output is 5'],
    [{ output: { order: 5 } }, 'output.order is 5, expected a list of pens'],
    [{ output: { order: [1] } }, 'output.order[0] is 1, expected a text'],
    [{ output: { formats: 5 } }, 'output.formats is 5, expected a list of svg-px'],
    [{ output: { machine: 5 } }, 'output.machine is 5'],
    [{ output: { budgetSeconds: '5' } }, 'output.budgetSeconds is "5"'],
    [{ output: { registration: 1 } }, 'output.registration is 1'],
    [{ output: { inkLimit: '5' } }, 'output.inkLimit is "5"'],
    [{ output: { offsets: [{ pen: '1', xMm: 21, yMm: 0 }] } }, 'output.offsets[0].xMm is 21'],
    [{ output: { codes: [{ pen: null }] } }, 'output.codes[0].pause is missing'],
    [{ output: { codes: [{ pen: null, pause: true, speed: 0 }] } }, 'output.codes[0].speed is 0'],
    [{ output: { gcode: {} } }, 'output.gcode.header is missing'],
    [{ output: { gcode: { ...template, penUp: 'M3' } } }, 'output.gcode.penUp is "M3"'],
    [{ output: { gcode: { ...template, footer: ['{x}'] } } }, 'output.gcode.footer has {x}'],
    [{ output: { gcode: { ...template, header: [] } } }, 'output.gcode.header is [], expected G21'],
    [{ composition: 5 }, 'composition is 5'],
    [{ composition: { tile: 'yes' } }, 'composition.tile is "yes"'],
    [{ composition: { symmetry: { turns: 2 } } }, 'composition.symmetry.mirror is missing'],
    [{ composition: { layout: { place: [0.5], scale: 1, repeat: [1, 1] } } }, 'composition.layout.place is [0.5]'],
    [{ composition: { layout: { place: [0, 0], scale: 1, repeat: [1] } } }, 'composition.layout.repeat is [1]'],
    [{ composition: { mask: { kind: 'shape', png: 'x' } } }, 'composition.mask.shape is missing'],
    [{ composition: { lead: { pen: 5, width: '0.1' } } }, 'composition.lead.width is "0.1"'],
  ])('%j', (change, fault) => {
    expect(() => read(change)).toThrow(expect.objectContaining({ code: 'bad-job' }));
    expect(() => read(change)).toThrow(`r.json: job.${fault}`);
  }); // prettier-ignore

  it.each([
    [{ ...start, colours: ['#ffffff', 'x', '#c02020'] }, 'composition.start.colours[1] is "x"'],
    [{ ...start, strokes: [{ ...stroke, closed: 1 }] }, 'composition.start.strokes[0].closed is 1'],
    [{ ...start, strength: -1 }, 'composition.start.strength is -1'],
    [{ strength: 1 }, 'composition.start.colours is missing'],
  ])('of strokes that begin as %j', (begun, fault) => {
    expect(() => read({ composition: { start: begun } }, strokes)).toThrow(`r.json: job.${fault}`);
  });

  it.each([
    [{ settings: { gain: 'foo' } }, /^r\.json: gain is "foo"/],
    [{ settings: { temperature: { points: [] } } }, /^r\.json: setting temperature\.points is \[\]/],
    [{ plot: { hatchPitch: 0 } }, /^r\.json: plot setting hatchPitch is 0/],
    [{ output: { machine: 'x' } }, /^r\.json: there is no machine "x"/],
    [{ output: { formats: ['x'] } }, /^r\.json: there is no format "x"/],
    [{ composition: { poster: 3 } }, /^r\.json: a poster of 3 times/],
    [{ like: { png: '%' } }, /^r\.json: the job's picture to resemble is not base64/],
  ])('also where its form is right: %j', (change, message) => {
    expect(() => read(change)).toThrow(InkceptionError);
    expect(() => read(change)).toThrow(message);
  });
});

describe('a job read back', () => {
  const job = make();
  const read = (change: Record<string, unknown>) =>
    parseJob(JSON.stringify({ job: { ...job, ...change } }), 'r.json');

  it('is the job, from a report or alone', () => {
    expect(parseJob(JSON.stringify({ job, versions: {} }), 'r.json')).toEqual(job);
    expect(parseJob(JSON.stringify(job), 'j.json')).toEqual(job);
  });

  it.each([
    [{ format: 'other' }, /r\.json holds no job/],
    [{ objective: [] }, /job\.objective is \[\], expected a list of classes/],
    [{ objective: [{ kind: 'dream' }] }, /job\.objective/],
    [{ palette: [{ kind: 'gold' }] }, /job\.palette/],
    [{ palette: [{ kind: 'learned', widthMm: 0.4, share: { least: 0.5, most: 0.1 } }] }, /job\.palette/],
    [{ overprint: 'yes' }, /job\.overprint is "yes"/],
    [{ choice: { pens: 0 } }, /job\.choice/],
    [{ choice: { pens: 2, relaxSteps: 3, settleSteps: 1 } }, /job\.choice\.pens is 2, expected fewer than/],
    [{ size: { width: 0, height: 64 } }, /job\.size/],
    [{ composition: { mask: { kind: 'shape', shape: 'hand' } } }, /job\.composition/],
    [{ composition: { start: { png: 'x', strength: 1 } } }, /the job's start/],
    [{ composition: { poster: 3 } }, /a poster of 3 times the size, expected 2, 4, 8/],
    [{ composition: { poster: 2, tile: true } }, /a poster has no tile/],
    [{ composition: { poster: 2 } }, /a poster has no vignette/],
    [{ composition: { lead: { pen: 9, width: 0.1 } } }, /lead by pen 9/],
    [{ sheet: { widthMm: -1 } }, /job\.sheet/],
    [{ seed: 'x' }, /job\.seed is "x", expected a whole number/],
    [{ network: undefined }, /job\.network is missing/],
    [{ settings: { stepz: 1 } }, /r\.json: there is no setting stepz/],
    [{ settings: { steps: -4 } }, /steps is -4/],
  ])('is refused when it was damaged: %j', (change, message) => {
    expect(() => read(change)).toThrow(message);
  });

  it('is refused when it is not JSON', () => {
    expect(() => parseJob('{"job":', 'r.json')).toThrow(/r\.json is not JSON/);
  });
});
