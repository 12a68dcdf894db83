import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const limits = { seconds: 60, gigabytes: 1 };

/** The README's first picture: wall time and peak memory against their limits. */
export function benchFirstRun(): void {
  console.log('\nThe first run: inkception excite octopus');
  const bin = fileURLToPath(new URL('../../packages/cli/bin/inkception.js', import.meta.url));
  const folder = join(mkdtempSync(join(tmpdir(), 'inkception-bench-')), 'octopus');
  const script = `process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS)); await import(${JSON.stringify(bin)});`;
  const start = performance.now();
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script, '--', 'inkception', 'excite', 'octopus', '--out', folder],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const seconds = (performance.now() - start) / 1000;
  const gigabytes = Number(/peak (\d+)/.exec(stderr)?.[1]) / 2 ** 20;
  console.log(
    `${(seconds / limits.seconds).toFixed(2)} of the ${limits.seconds} s limit, ${(gigabytes / limits.gigabytes).toFixed(2)} of the ${limits.gigabytes} GB limit`,
  );
}
