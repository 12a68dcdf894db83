import { describe, expect, it } from 'vitest';
import { parseDevices } from '../../src/device/index.ts';
import { fakeRuntime } from './fake-runtime.ts';

const { runtime: node } = fakeRuntime({});
const { runtime: web } = fakeRuntime({}, { web: 'fake' });
const listing = (...names: string[]) => ({
  ...node,
  listSupportedBackends: () => names.map((name) => ({ name })),
});

describe('a list of devices as text', () => {
  it('is names in the order in which they are wanted', () => {
    expect(parseDevices('cpu', node)).toEqual(['cpu']);
    expect(parseDevices('webgpu, cpu,webgpu', node)).toEqual(['webgpu', 'cpu']);
    expect(parseDevices('wasm', web)).toEqual(['wasm']);
  });

  it('auto is what the platform has, fastest first, and ends with the device that always works', () => {
    expect(parseDevices('auto', listing('cpu', 'webgpu', 'cuda', 'tensorrt'))).toEqual([
      'cuda',
      'webgpu',
      'cpu',
    ]);
    expect(parseDevices('auto', listing('cpu', 'coreml'))).toEqual(['coreml', 'cpu']);
    expect(parseDevices('auto', web)).toEqual(['webgpu', 'wasm']);
  });

  it.each(['webgp', '', 'wasm', 'GPU'])('refuses %j with the nearest names', (text) => {
    expect(() => parseDevices(text, node)).toThrow(expect.objectContaining({ code: 'unknown-device' }));
    expect(() => parseDevices(text, node)).toThrow(/known: auto, cpu, webgpu, cuda, coreml, dml/);
  });
});
