// The engine as a library: a picture of two pens that excites the built-in network's "star", saved as SVG and PNG.
// Run it from the repository after `npm run build`: node examples/excite.js
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { exportRun, loadNetwork, makeJob, parseCard, runJob, version } from '@inkception/core';
import { cardUrl, weightsUrl } from '@inkception/pictograms';
import * as runtime from 'onnxruntime-node';

const weights = readFileSync(weightsUrl);
const network = loadNetwork(weights, parseCard(readFileSync(cardUrl, 'utf8'), 'pictograms'), 'pictograms');
const sha256 = createHash('sha256').update(weights).digest('hex');

const job = makeJob({ target: { kind: 'class', name: 'star' }, pens: 2, paper: 'A6' }, network, {
  file: null,
  sha256,
});
const result = await runJob(job, {
  network,
  runtime,
  onStep: ({ step, steps }) => step % 50 || console.log(`${step}/${steps}`),
});

const folder = new URL('../out/example-star/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of exportRun(result, { inkception: version }))
  writeFileSync(new URL(name, folder), bytes);
console.log(`${result.drawn.time.seconds.toFixed(0)} s of plotting in ${folder.pathname}`);
