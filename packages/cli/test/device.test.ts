import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quick, reportIn, runMain, temporaryFolder } from './run-main.ts';

/** A device that this platform's runtime never has. */
const absent = process.platform === 'darwin' ? 'dml' : 'coreml';

describe('inkception excite --device', () => {
  it('falls back by name, says so, and reports what was tried', async () => {
    const folder = join(temporaryFolder(), 'run');
    const command = ['excite', 'star', '--device', `${absent},cpu`, '--out', folder, ...quick];
    const { code, error } = await runMain(command);
    expect(code).toBe(0);
    expect(error).toMatch(new RegExp(`^inkception: ${absent}: .*; running on cpu\n$`));
    const { device } = reportIn(folder);
    expect(device.device).toBe('cpu');
    expect(device.tried.map((attempt) => [attempt.device, attempt.outcome])).toEqual([
      [absent, 'failed'],
      ['cpu', 'opened'],
    ]);
  });

  it('refuses when the one device that was asked for is not there', async () => {
    const { code, error } = await runMain(['excite', 'star', '--device', absent, ...quick]);
    expect(code).toBe(2);
    expect(error).toContain(`no device works: ${absent}: `);
    expect(error).toContain('name cpu last to fall back on it');
  });

  it('names the nearest devices for an unknown one', async () => {
    const { code, error } = await runMain(['excite', 'star', '--device', 'webgp']);
    expect(code).toBe(2);
    expect(error).toContain('there is no device "webgp" here; the nearest are webgpu');
  });
});
