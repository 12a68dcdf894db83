import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, noChromium } from '../../../bench/src/chromium.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Why this cannot run here, or false: unlike the other tests it is about the built packages. */
const reason = existsSync(at('packages/core/dist/index.js'))
  ? noChromium
  : 'the packages are not built (npm run build)';
if (reason) console.warn(`skipped: the engine in a browser, ${reason}`);

describe.skipIf(reason)('the built packages, unbundled in Chromium', { timeout: 300_000 }, () => {
  let server: ChildProcess;
  let browser: Browser;
  let address: string;
  beforeAll(async () => {
    server = spawn(process.execPath, [at('examples/browser/serve.js')]);
    address = await addressOf(server);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    server.kill();
  });

  it('excite the built-in network and draw', async () => {
    const page = await browser.newPage();
    const problem = new Promise<never>((_, reject) => page.on('pageerror', reject));
    await page.goto(`${address}?steps=4`, { timeout: 120_000 });
    await Promise.race([page.waitForSelector('body[data-done]', { timeout: 240_000 }), problem]);
    expect(await page.textContent('#status')).toMatch(/^done on wasm: excitation -?[\d.]+ .* min to plot$/);
    const drawing = `fetch(document.querySelector('#drawing').src).then((answer) => answer.text())`;
    expect(await page.evaluate(drawing)).toMatch(/^<\?xml[\s\S]*<path /);
  });

  it('say in the page what is wrong', async () => {
    const page = await browser.newPage();
    await page.goto(`${address}?class=nonsense`, { timeout: 120_000 });
    const said = `document.querySelector('#status').textContent.includes('nonsense')`;
    await page.waitForFunction(said, null, { timeout: 120_000 });
  });
});

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  for await (const line of stdout!) return String(line).trim();
  throw new Error('examples/browser/serve.js printed no address');
}
