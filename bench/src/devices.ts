import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { atSize, attachObjective, findClass } from '@inkception/core';
import { gradientGraph, writeModel } from 'onnx-grad';
import * as ort from 'onnxruntime-node';
import type { Browser } from 'playwright-core';
import { launchChromium, noChromium } from './chromium.ts';
import { measureSteps, type Measured, type Measurement } from './measure-steps.ts';
import { builtIn } from './networks.ts';
import { printTable } from './run-target.ts';

const size = 64; // a software adapter takes minutes at more

const rows: readonly (readonly [name: string, Measurement])[] = [
  ['wasm, 1 thread', { bundle: 'ort.wasm.bundle.min.mjs', threads: 1, device: 'wasm', runs: 5 }],
  ['wasm, 2 threads', { bundle: 'ort.wasm.bundle.min.mjs', threads: 2, device: 'wasm', runs: 5 }],
  ['webgpu in software', { bundle: 'ort.webgpu.bundle.min.mjs', threads: 2, device: 'webgpu', runs: 1 }],
];

/** Forward + gradient of the built-in network on what browsers have, beside onnxruntime-node's CPU. */
export async function benchDevices(): Promise<void> {
  console.log(`\nTime of forward + gradient by device, built-in network, ${size} px, one view`);
  const model = gradientModel();
  const cpu = await measureSteps(ort, { device: 'cpu', runs: 5, model, size });
  const table: (string | number)[][] = [
    ['device', 'time / cpu', 'opening / cpu', 'off by'],
    ['onnxruntime-node, cpu', 1, 1, 0],
  ];
  if (noChromium === false) {
    for (const [name, found] of await inChromium(model)) {
      const { step, open, relative } = found;
      table.push([name, step / cpu.step, open / cpu.open, relative]);
    }
  } else console.log(`skipped: browsers, ${noChromium}`);
  printTable(table);
}

/** The built-in network, its octopus and the gradient: base64, to cross into a page. */
function gradientModel(): string {
  const network = builtIn();
  const graph = attachObjective(atSize(network, 1, size, size), [
    { kind: 'class', ...findClass(network.card, 'octopus'), measure: 'logit', weight: 1 },
  ]);
  return Buffer.from(writeModel(gradientGraph(graph, { of: 'total', wrt: 'image' }))).toString('base64');
}

async function inChromium(model: string): Promise<[string, Measured][]> {
  const server = spawn(process.execPath, [
    fileURLToPath(new URL('../../examples/browser/serve.js', import.meta.url)),
  ]);
  const browser = await launchChromium();
  try {
    const url = await addressOf(server);
    const found: [string, Measured][] = [];
    for (const [name, measurement] of rows)
      found.push([name, await inPage(browser, url, measurement, model)]);
    return found;
  } finally {
    await browser.close();
    server.kill();
  }
}

async function addressOf(server: ChildProcess): Promise<string> {
  for await (const line of server.stdout!) return new URL('/', String(line).trim()).href;
  throw new Error('the server of examples/browser did not start');
}

async function inPage(
  browser: Browser,
  url: string,
  measurement: Measurement,
  model: string,
): Promise<Measured> {
  const page = await browser.newPage();
  await page.goto(`${url}examples/browser/serve.js`); // any address of the site, but no page with scripts of its own
  const args = JSON.stringify({ ...measurement, model, size });
  const call = `import('/bench/dist/measure-steps.js').then((m) => m.measureInPage(${args}))`;
  const found = await page.evaluate<Measured>(call);
  await page.close();
  return found;
}
