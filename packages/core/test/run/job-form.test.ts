import { describe, expect, it } from 'vitest';
import type { CompositionRequest } from '../../src/run/composition-request.ts';
import { makeJob, type JobRequest } from '../../src/run/make-job.ts';
import { builtIn } from '../network-fixtures.ts';

const network = builtIn();
const make = (recipe: string, composition: CompositionRequest, more: Partial<JobRequest> = {}) =>
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

  it('is no lead of strokes', () => {
    const lead = { lead: { pen: 2, width: 0.1 } };
    const pens = ['#000000', '#ff0000'].map((hex) => ({ name: hex, hex, widthMm: 1 }));
    expect(() => make('strokes', lead, { pens })).toThrow(
      /lead is drawn between areas: leave it out for strokes/,
    );
    expect(make('default', lead, { pens }).composition).toEqual(lead);
  });
});
