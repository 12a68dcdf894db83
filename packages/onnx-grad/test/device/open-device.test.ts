import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { writeModel } from '../../src/index.ts';
import { describeAttempt, openDevice, type DeviceName, type Values } from '../../src/device/index.ts';
import { graphOf } from '../support/graphs.ts';
import { fakeRuntime } from './fake-runtime.ts';

const x = { data: Float32Array.of(1, 2, -3), dims: [3] };
const probe: Values = { x };
const model = new Uint8Array();
const wish = (...devices: DeviceName[]) => ({ devices, probe });

describe('a wish list of devices', () => {
  it('gives the first one that works, without asking the others', async () => {
    const { runtime, log } = fakeRuntime({ webgpu: {}, cpu: {} });
    const session = await openDevice(model, runtime, wish('webgpu', 'cuda', 'cpu'));
    expect(session.report).toMatchObject({ device: 'webgpu', reference: 'cpu' });
    expect(session.report.tried.map(describeAttempt)).toEqual(['webgpu: works']);
    expect(log.runs).toEqual(['webgpu', 'cpu']); // warmed up, then compared
    expect(await session.run(probe)).toEqual({ y: x });
    await session.close();
    expect(log).toMatchObject({ openSessions: 0, liveTensors: 0 });
  });

  it('passes over a device that is not there and says why', async () => {
    const { runtime } = fakeRuntime({ cpu: {} });
    const { report } = await openDevice(model, runtime, wish('cuda', 'cpu'));
    expect(report.device).toBe('cpu');
    expect(report.tried).toEqual([
      {
        device: 'cuda',
        outcome: 'failed',
        reason: 'no available backend found. ERR: [cuda] backend not found.',
      },
      { device: 'cpu', outcome: 'opened', difference: null },
    ]);
  });

  it('passes over a device that opens and then fails to run', async () => {
    const { runtime, log } = fakeRuntime({ webgpu: { failsToRun: 'MaxPool:\n  no Indices' }, cpu: {} });
    const session = await openDevice(model, runtime, wish('webgpu', 'cpu'));
    expect(session.report.tried.map(describeAttempt)).toEqual(['webgpu: MaxPool: no Indices', 'cpu: works']);
    expect(log.openSessions).toBe(1);
  });

  it('passes over a device whose numbers are not the reference device’s', async () => {
    const { runtime, log } = fakeRuntime({ webgpu: { value: (v) => (v < 0 ? 1.5 * v : v) }, cpu: {} });
    const session = await openDevice(model, runtime, wish('webgpu', 'cpu'));
    expect(session.report.tried[0]).toMatchObject({
      device: 'webgpu',
      outcome: 'differs',
      difference: { output: 'y', worst: { index: 2, found: -4.5, expected: -3 } },
    });
    expect(describeAttempt(session.report.tried[0]!)).toContain('at worst -4.5 for -3');
    expect(log.openSessions).toBe(1);
  });

  it('takes a device that is off by rounding only, or by as much as it may', async () => {
    const { runtime } = fakeRuntime({ webgpu: { value: (v) => v * 1.0005 }, cpu: {} });
    const { report } = await openDevice(model, runtime, wish('webgpu'));
    expect(report.device).toBe('webgpu');
    const strict = openDevice(model, runtime, { ...wish('webgpu'), tolerance: 1e-4 });
    await expect(strict).rejects.toMatchObject({ code: 'no-device' });
  });

  it.each([NaN, Infinity])('never takes a device that gives %d', async (wrong) => {
    const { runtime } = fakeRuntime({ webgpu: { value: () => wrong }, cpu: {} });
    const { report } = await openDevice(model, runtime, wish('webgpu', 'cpu'));
    expect(report.device).toBe('cpu');
  });

  it('refuses with every reason when none works', async () => {
    const { runtime, log } = fakeRuntime({ webgpu: { value: (v) => -v }, cpu: {} });
    const refused = openDevice(model, runtime, wish('cuda', 'webgpu'));
    await expect(refused).rejects.toMatchObject({ code: 'no-device' });
    await expect(refused).rejects.toThrow(
      /cuda: no available backend.*webgpu: gives other numbers.*name cpu/,
    );
    expect(log).toMatchObject({ openSessions: 0, liveTensors: 0 });
  });

  it('compares with wasm in browsers', async () => {
    const { runtime, log } = fakeRuntime({ webgpu: {}, wasm: {} }, { web: 'fake' });
    const { report } = await openDevice(model, runtime, wish('webgpu', 'wasm'));
    expect(report).toMatchObject({ device: 'webgpu', reference: 'wasm' });
    expect(log.runs).toEqual(['webgpu', 'wasm']);
  });
});

describe('sessions', () => {
  it('are opened, asked and closed one at a time in the whole process', async () => {
    const { runtime, log } = fakeRuntime({ webgpu: {}, cpu: {} });
    const sessions = await Promise.all([1, 2, 3].map(() => openDevice(model, runtime, wish('webgpu'))));
    const results = await Promise.all(sessions.map((session) => session.run(probe)));
    await Promise.all(sessions.map((session) => session.close()));
    expect(results).toEqual([{ y: x }, { y: x }, { y: x }]);
    expect(log).toMatchObject({ openSessions: 0, liveTensors: 0, mostAtOnce: 1 });
  });

  it('name their device when a run fails, and go on', async () => {
    let lost = false;
    const value = (v: number): number => {
      if (lost) throw new Error('the device is lost');
      return v;
    };
    const { runtime } = fakeRuntime({ cpu: { value } });
    const session = await openDevice(model, runtime, wish('cpu'));
    lost = true;
    await expect(session.run(probe)).rejects.toMatchObject({
      code: 'device-failed',
      message: 'cpu: the device is lost',
    });
    lost = false;
    expect(await session.run(probe)).toEqual({ y: x });
  });
});

describe('onnxruntime-node', () => {
  const bytes = writeModel(graphOf({ x: [3] }, (b) => b.node('Relu', ['x'], {}, 'y')));

  it('runs a graph on the CPU', async () => {
    const session = await openDevice(bytes, ort, wish('cpu'));
    expect(await session.run(probe)).toEqual({ y: { data: Float32Array.of(1, 2, 0), dims: [3] } });
    await session.close();
  });

  it('falls back from devices that this machine lacks', async () => {
    const devices: DeviceName[] = process.platform === 'darwin' ? ['dml', 'cpu'] : ['coreml', 'cpu'];
    const session = await openDevice(bytes, ort, { devices, probe });
    expect(session.report.tried.map(({ outcome }) => outcome)).toEqual(['failed', 'opened']);
    await session.close();
  });
});
