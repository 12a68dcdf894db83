import { describe, expect, it } from 'vitest';
import type { Pen } from '../../src/palette/pen.ts';
import { makeJob, type JobRequest } from '../../src/run/make-job.ts';
import { builtIn } from '../network-fixtures.ts';

const network = builtIn();
const origin = { file: null, sha256: 'abc' };
const fish = { kind: 'class', name: 'fish' } as const;
const make = (request: Partial<JobRequest>) => makeJob({ target: fish, ...request }, network, origin);

const penOf = (name: string, hex: string): Pen => ({ name, hex, widthMm: 0.4 });
const pens = [penOf('Ink', '#101010'), penOf('sun', '#f4d21f'), penOf('sky', '#2450a4')];
const codesOf = (pen: string) => ({ codes: [{ pen, pause: true }] });
const offsetOf = (pen: string, xMm: number) => ({ offsets: [{ pen, xMm, yMm: 0 }] });

describe('what a job asks of its drawing', () => {
  it.each<[string, Partial<JobRequest>, string]>([
    ['an order of pens beyond the number', { output: { order: ['9'] } }, 'give a number from 1 to 4'],
    ['an offset of such a pen', { output: offsetOf('5', 1) }, 'there is no pen "5" among 4'],
    ['codes for such a pen', { output: codesOf('0') }, 'there is no pen "0"'],
    ['a pen twice', { output: { order: ['2', ' 2'] } }, 'twice'],
    ['no name that a colour has', { output: { order: ['foo'] } }, 'there is no pen "foo"'],
    ['a name that no pen given has', { pens, output: { order: ['red'] } }, 'the nearest are'],
    ['codes for no pen given', { pens, output: codesOf('red') }, 'there is no pen "red"'],
    ['the same pen by name and number', { pens, output: { order: ['sun', '1'] } }, '"sun" twice'],
    ['more pens than are chosen', { pens, best: 2, output: { order: ['3'] } }, 'give a number from 1 to 2'],
    ['no candidate', { pens, best: 2, output: { order: ['red'] } }, 'a name such as'],
    ['offsets beyond the margin', { marginMm: 10, output: offsetOf('1', 15) }, 'an offset of 15 mm'],
    ['marks beyond the margin', { marginMm: 4, output: { registration: true } }, 'registration marks'],
    [
      'offsets beyond what marks leave',
      { marginMm: 10, output: { registration: true, ...offsetOf('1', 5) } },
      'an offset of 5 mm',
    ],
    ['a sheet beyond the machine', { paper: 'A2', output: { machine: 'axidraw-minikit' } }, 'smaller sheet'],
  ])('is refused before there is a picture: %s', (_, request, reason) => {
    expect(() => make(request)).toThrow(reason);
  });

  it.each<[string, Partial<JobRequest>]>([
    ['numbers of learned pens', { output: { order: ['4', '1'], ...codesOf('2'), ...offsetOf('3', 2) } }],
    ['names that learned pens may have', { output: { order: ['Dark red', 'red 2'] } }],
    ['names of given pens', { pens, output: { order: ['ink', 'SUN', '2'] } }],
    ['names of candidates', { pens, best: 2, output: { order: ['sky', 'ink'] } }],
    [
      'the last offset of a pen',
      { output: { offsets: [...offsetOf('1', 19).offsets, ...offsetOf('1', 2).offsets] } },
    ],
    ['a sheet that the machine turns', { paper: 'A5', output: { machine: 'axidraw-v3' } }],
    [
      'a picture in the corner that the machine reaches',
      {
        paper: 'A3 landscape',
        composition: { layout: { place: [0.25, 0.3], scale: 0.5, repeat: [1, 1] } },
        output: { machine: 'axidraw-v3' },
      },
    ],
  ])('may be %s', (_, request) => {
    expect(make(request).output).toEqual(request.output);
  });

  it('reaches only as far as its mask', () => {
    const dark = (rows: number) => {
      const data = new Uint8Array(3 * 64).fill(255).fill(0, 0, 3 * 8 * rows);
      return { width: 8, height: 8, data };
    };
    const masked = (rows: number) => () =>
      make({
        paper: '150x110',
        marginMm: 0,
        output: { machine: 'axidraw-minikit' },
        composition: { mask: dark(rows) },
      });
    expect(masked(4)).not.toThrow();
    expect(masked(8)).toThrow(/the drawing reaches/);
  });
});
