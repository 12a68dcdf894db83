import { describe, expect, it } from 'vitest';
import { encodeIndexedPng } from '../../src/export/png.ts';
import { commonPens } from '../../src/palette/common-pens.ts';
import { exportPlot } from '../../src/run/export-plot.ts';
import { makePlotJob, type PlotRequest } from '../../src/run/make-plot-job.ts';
import { parsePlotJob } from '../../src/run/parse-plot-job.ts';
import { runPlot } from '../../src/run/run-plot.ts';

const input = { file: 'a.png', sha256: 'abc' };
const pens = commonPens.slice(0, 3);

describe('a plot that was made', () => {
  it.each<[PlotRequest]>([
    [{}],
    [{ pens, quantise: 'pens', paper: 'A6', marginMm: 0 }],
    [{ pens: [{ name: 'red', hex: '#F00', widthMm: 60, opaque: false }], sizeMm: 'fit', split: 'layers' }],
    [{ penWidthMm: 0.7, quantise: 5, paperIndex: 2, sizeMm: 80.5, split: 'colours' }],
    [{ paperIndex: 'none', plot: { fill: 'spiral' }, output: { order: ['2'], budgetSeconds: 60 } }],
  ])('is read as it was written: %j', (request) => {
    const text = JSON.stringify(makePlotJob(request, input));
    expect(JSON.stringify(parsePlotJob(text, 'plot.json'))).toBe(text);
    expect(JSON.stringify(parsePlotJob(`{"machine": "x", "job": ${text}}`, 'plot.json'))).toBe(text);
  });

  it('is the same without settings that are the usual ones', () => {
    const job = makePlotJob({ paper: '60x60', marginMm: 5 }, input);
    const map = { width: 2, height: 2, indices: Uint8Array.of(0, 1, 1, 0) };
    const png = encodeIndexedPng(map, [[1, 1, 1], [0, 0, 0]]); // prettier-ignore
    const bare = parsePlotJob(JSON.stringify({ ...job, plot: {}, output: {} }), 'plot.json');
    const [whole, part] = [runPlot(job, png), runPlot(bare, png)];
    expect(part.drawing).toEqual(whole.drawing);
    expect([...exportPlot(part, {}).keys()]).toEqual([...exportPlot(whole, {}).keys()]);
  });

  it.each([
    [{ input: undefined }, 'input is missing'],
    [{ input: { file: 5, sha256: '' } }, 'input.file is 5'],
    [{ pens: 5 }, 'pens is 5, expected a list of pens, or null'],
    [{ pens: [] }, 'pens is [], expected at least one pen'],
    [{ pens: [{ name: 'a', hex: 'nope', widthMm: 1 }] }, 'pens[0].hex is "nope"'],
    [{ pens: [{ name: 'a', hex: '#000000' }] }, 'pens[0].widthMm is missing'],
    [{ sheet: undefined }, 'sheet is missing'],
    [{ sheet: { widthMm: 100, heightMm: '100', marginMm: 0 } }, 'sheet.heightMm is "100"'],
    [{ sheet: { widthMm: 100, heightMm: 100, marginMm: -1 } }, 'sheet.marginMm is -1'],
    [{ penWidthMm: '0.4' }, 'penWidthMm is "0.4"'],
    [{ paperIndex: -1 }, 'paperIndex is -1'],
    [{ quantise: 'x' }, 'quantise is "x"'],
    [{ split: 'x' }, 'split is "x", expected one of auto, layers, colours'],
    [{ sizeMm: '80' }, 'sizeMm is "80"'],
    [{ plot: 5 }, 'plot is 5'],
    [{ output: { formats: 5 } }, 'output.formats is 5'],
  ])('is refused with the file and the field: %j', (change, fault) => {
    const text = JSON.stringify({ ...makePlotJob({}, input), ...change });
    expect(() => parsePlotJob(text, 'plot.json')).toThrow(expect.objectContaining({ code: 'bad-job' }));
    expect(() => parsePlotJob(text, 'plot.json')).toThrow(`plot.json: job.${fault}`);
  });

  it.each([
    [{ quantise: 'pens' }, /^plot\.json: --quantise pens needs the pens/],
    [{ penWidthMm: 60 }, /^plot\.json: pen width is 60 mm/],
    [{ plot: { seed: 0.5 } }, /^plot\.json: plot setting seed is 0\.5/],
    [{ format: 'other' }, /^plot\.json holds no plot: expected a plot\.json, or a record/],
  ])('is refused with the file where its form is right: %j', (change, message) => {
    const text = JSON.stringify({ ...makePlotJob({}, input), ...change });
    expect(() => parsePlotJob(text, 'plot.json')).toThrow(message);
  });
});
