import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/run/job.ts';
import { makeJob, type JobRequest } from '../../src/run/make-job.ts';
import { builtIn } from '../network-fixtures.ts';

const network = builtIn();
const fish = { kind: 'class', name: 'fish' } as const;
const make = (request: Partial<JobRequest>): Job =>
  makeJob({ target: fish, ...request }, network, { file: null, sha256: 'abc' });

describe('a request of plain JavaScript', () => {
  const pen = { name: 'red', hex: '#e63946', widthMm: 0.4 };
  const channel = { kind: 'channel', layer: 'conv4' };
  const size = (width: unknown, height: unknown = 64): object => ({ size: { width, height } });
  const start = (strength: unknown): object => ({
    composition: { start: { picture: { width: 1, height: 1, data: new Uint8Array(3) }, strength } },
  });
  const like = (width: number, height: number, bytes: number): object => ({
    target: [],
    like: { picture: { width, height, data: new Uint8Array(bytes) } },
  });
  it.each([
    ['bad-option', { target: undefined }],
    ['bad-option', { target: null }],
    ['bad-option', { target: 'star' }],
    ['bad-option', { target: { kind: 'foo' } }],
    ['bad-option', { target: [] }],
    ['bad-option', { target: [null] }],
    ['bad-option', { target: { kind: 'class' } }],
    ['bad-option', { target: { kind: 'channel', channel: 1 } }],
    ['unknown-channel', { target: { ...channel, channel: 100_000 } }],
    ['unknown-channel', { target: { ...channel, channel: -1 } }],
    ['unknown-channel', { target: channel }],
    ['unknown-channel', { target: { ...channel, kind: 'neuron', channel: 1, y: 0, x: 900 } }],
    ['bad-size', size(0, 0)],
    ['bad-size', size(64.5)],
    ['bad-size', size(NaN)],
    ['bad-size', size(1e6)],
    ['bad-size', size('64')],
    ['bad-option', { pens: 'red' }],
    ['bad-option', { pens: ['red'] }],
    ['bad-option', { pens: [{ ...pen, hex: 'red' }] }],
    ['bad-option', { pens: [{ ...pen, hex: 7 }] }],
    ['bad-option', { pens: [{ ...pen, widthMm: 0.001 }] }],
    ['bad-option', { pens: [{ ...pen, widthMm: 500 }] }],
    ['bad-option', { pens: [{ name: 'red', hex: '#e63946' }] }],
    ['bad-option', { penWidthMm: 500 }],
    ['bad-option', { plot: { hatchPich: 1 } }],
    ['bad-option', { output: { budget: 60 } }],
    ['bad-option', start(-1)],
    ['bad-option', start(NaN)],
    ['bad-image', like(0, 0, 0)],
    ['bad-image', like(8, 8, 3)],
    ['bad-image', { target: [], like: {} }],
    ['bad-image', { composition: { mask: { width: 8, height: 8, data: new Uint8Array(9) } } }],
  ])('is refused with %s: %j', (code, request) => {
    expect(() => make(request as Partial<JobRequest>)).toThrow(expect.objectContaining({ code }));
  });

  it('is a job where all of it can be done', () => {
    const request = { target: { ...channel, channel: 1 }, pens: [pen], ...size(72), ...start(0) };
    expect(make(request as Partial<JobRequest>)).toMatchObject({ size: { width: 72, height: 64 } });
  });
});
