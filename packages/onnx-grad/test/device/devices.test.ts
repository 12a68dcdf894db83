import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-node';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceReport } from '../../src/device/index.ts';
import { opCoverage } from '../../src/index.ts';
import { cases, nameOf, type OpCase } from './cases.ts';
import { launchChromium, noChromium } from '../../../../bench/src/chromium.ts';
import {
  coverageFile,
  devices,
  faultOf,
  readCoverage,
  tableOf,
  type Device,
  type DeviceCoverage,
  type Fault,
} from './coverage.ts';
import { builtInProblem, differenceOf, problemOf, type Answer, type Problem } from './problems.ts';
import { runProblems } from './run-problems.js';
import { serveRepository, type Site } from './serve.ts';

/** Every case on every device, and coverage.json written anew; minutes, for software adapters compile slowly. */
const all = process.env['ONNX_GRAD_DEVICES'] === 'all';

/** What else runs on WebGPU's software adapters: one of each kind of work, and whatever has failed. */
const sampled = [
  'Conv, stride 2, odd channels',
  'Conv, groups',
  'ConvTranspose, odd channels',
  'MaxPool, overlapping',
  'AveragePool, ceil_mode',
  'Softmax',
  'Gemm',
];

const setups: Readonly<Record<'wasm' | 'webgpu', { bundle: string; threads: number }>> = {
  wasm: { bundle: 'ort.wasm.bundle.min.mjs', threads: 1 }, // small graphs: threads would only be started and stopped
  webgpu: { bundle: 'ort.webgpu.bundle.min.mjs', threads: 1 },
};

if (noChromium) console.warn(`skipped: devices of browsers, ${noChromium}`);

const chromiumFolder = '/usr/lib/chromium';
const vulkan = `${chromiumFolder}/vk_swiftshader_icd.json`;
const noVulkan = existsSync(vulkan) ? false : `${vulkan} is not there: no Vulkan in software`;
if (noVulkan) console.warn(`skipped: WebGPU of onnxruntime-node, ${noVulkan}`);

describe('the table of devices', () => {
  it('has every operator of its cases, each of which has a gradient', () => {
    const known = opCoverage.filter(({ gradient }) => gradient).map(({ op }) => op);
    expect(known).toEqual(expect.arrayContaining([...new Set(cases.map(({ op }) => op))]));
    const { ops, faults } = readCoverage();
    expect(ops).toEqual(tableOf(faults));
  });
});

describe.skipIf(noChromium)('in Chromium', { timeout: 600_000 }, () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    site = await serveRepository();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    site.close();
  });

  /** Calls a function of page.js in a fresh page. */
  async function ask<T>(name: string, ...args: readonly unknown[]): Promise<T> {
    const page = await browser.newPage();
    await page.goto(site.url, { timeout: 120_000 });
    const call = `page.${name}(...${JSON.stringify(args)})`;
    const answer = await page.evaluate(
      `import('/packages/onnx-grad/test/device/page.js').then((page) => ${call})`,
    );
    await page.close();
    return answer as T;
  }

  it('wasm gives the CPU’s numbers for every operator and its gradient', async () => {
    await expectTable('wasm', cases, (problems) => ask('answer', setups.wasm, 'wasm', problems));
  });

  it('webgpu does what the table says', async (context) => {
    const reason = await ask<string>('lackOfWebgpu');
    if (reason !== '') {
      console.warn(`skipped: WebGPU in Chromium, ${reason}`);
      context.skip();
    }
    await expectTable('webgpu', chosen('webgpu'), (problems) =>
      ask('answer', setups.webgpu, 'webgpu', problems),
    );
  });

  it('a whole network with its gradient runs on wasm, on two threads', async () => {
    const problem = builtInProblem(64);
    const found = await ask<Asked>('askByWish', { ...setups.wasm, threads: 2 }, ['wasm'], problem);
    expect(found).toMatchObject({
      isolated: true,
      threads: 2,
      report: { device: 'wasm', reference: 'wasm' },
    });
    const [expected] = await runProblems(ort, 'cpu', [problem]);
    expect(differenceOf(found, expected!).relative).toBeLessThan(1e-4);
  });

  it('a page without WebGPU falls back on wasm and says so', async () => {
    const problem = problemOf(cases.find(({ op }) => op === 'Relu')!);
    const { report } = await ask<Asked>('askByWish', setups.wasm, ['webgpu', 'wasm'], problem);
    expect(report.device).toBe('wasm');
    expect(report.tried.map(({ device, outcome }) => [device, outcome])).toEqual([
      ['webgpu', 'failed'],
      ['wasm', 'opened'],
    ]);
  });

  it('webgpu is compared with wasm before it is taken', async (context) => {
    if ((await ask<string>('lackOfWebgpu')) !== '') context.skip();
    const problem = problemOf(cases.find(({ op }) => op === 'Softmax')!);
    const { report } = await ask<Asked>('askByWish', setups.webgpu, ['webgpu', 'wasm'], problem);
    expect(report).toMatchObject({ device: 'webgpu', reference: 'wasm' });
    expect(report.tried[0]).toMatchObject({ outcome: 'opened' });
  });
});

describe.skipIf(noVulkan)('webgpu in Node', () => {
  it('does what the table says', { timeout: 600_000 }, async () => {
    const environment = { ...process.env, LD_LIBRARY_PATH: chromiumFolder, VK_ICD_FILENAMES: vulkan };
    await expectTable('webgpu-node', chosen('webgpu-node'), (problems) => {
      const script = fileURLToPath(new URL('node-webgpu.js', import.meta.url));
      const options = {
        input: JSON.stringify(problems),
        env: environment,
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      } as const;
      const { stdout, stderr, status } = spawnSync(process.execPath, [script], options);
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
      return Promise.resolve(JSON.parse(stdout) as Answer[]);
    });
  });
});

type Asked = Extract<Answer, { values: unknown }> & {
  readonly report: DeviceReport;
  readonly threads: number;
  readonly isolated: boolean;
};

function chosen(device: Device): readonly OpCase[] {
  if (all) return cases;
  const failing = readCoverage().faults.filter((fault) => fault.device === device);
  const names = [...sampled, ...failing.map((fault) => fault.case)];
  return cases.filter((opCase) => names.includes(nameOf(opCase)));
}

/** Runs cases on a device and on the CPU; what is wrong must be what coverage.json says is wrong. */
async function expectTable(
  device: Device,
  asked: readonly OpCase[],
  run: (problems: readonly Problem[]) => Promise<Answer[]>,
): Promise<void> {
  const problems = asked.map(problemOf);
  const [found, expected] = [await run(problems), await runProblems(ort, 'cpu', problems)];
  const faults = asked.flatMap((opCase, i) => faultOf(opCase, device, found[i]!, expected[i]!) ?? []);
  if (all) record(device, faults);
  const names = asked.map(nameOf);
  expect(brief(faults)).toEqual(
    brief(readCoverage().faults.filter((fault) => fault.device === device && names.includes(fault.case))),
  );
}

function brief(faults: readonly Fault[]): string[] {
  return faults.map((fault) => `${fault.case}: ${fault.outcome}`);
}

function record(device: Device, found: readonly Fault[]): void {
  const before = existsSync(coverageFile) ? readCoverage().faults : [];
  const faults = devices.flatMap((other) =>
    other === device ? found : before.filter((fault) => fault.device === other),
  );
  const coverage: DeviceCoverage = { versions: versions(), ops: tableOf(faults), faults };
  writeFileSync(coverageFile, `${JSON.stringify(coverage, null, 2)}\n`);
}

function versions(): Record<string, string> {
  const names = ['onnxruntime-node', 'onnxruntime-web'];
  return Object.fromEntries(names.map((name) => [name, versionOf(name)]));
}

function versionOf(name: string): string {
  const file = new URL(`../../../../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
