import { readFileSync, writeFileSync } from 'node:fs';
import * as ort from 'onnxruntime-node';
const D = '/work/main/packages/core/dist/';
const imp = (p) => import(D + p);
const { excite } = await imp('excite/excite.js');
const { recipes } = await imp('excite/recipes.js');
const { mergeSettings } = await imp('excite/merge-settings.js');
const { loadNetwork, atSize } = await imp('network/network.js');
const { parseCard, findClass } = await imp('network/card.js');
const { openEvaluator } = await imp('network/evaluator.js');
const { attachObjective, unitsOf } = await imp('objective/attach.js');
const { pixelCanvas } = await imp('canvas/pixels.js');
const { seededRandom } = await imp('random.js');
const { encodeRgbPng } = await imp('export/png.js');
const { sideBySide } = await imp('export/compare.js');
const { paint } = await imp('canvas/canvas.js');
const P = '/work/main/packages/pictograms/';
const card = parseCard(readFileSync(P + 'card.json', 'utf8'), 'pictograms');
const net = loadNetwork(readFileSync(P + 'weights/pictograms.onnx'), card, 'pictograms');
const changes = {
  steps: 200,
  fineness: 4,
  views: { count: 2 },
  pixels: { cells: [8, 32], paper: { bias: 0.5, vignette: 6, vignetteFrom: 0.65 } },
  classMeasures: { logit: 0.3, logProbability: 1 },
  prices: { boundary: 1.2 / 64, usage: 0 },
  gain: 'mean',
  coloursRate: 0.1,
  logitsRate: 0.08,
};
for (const name of process.argv.slice(2)) {
  const settings = mergeSettings(recipes.default, changes, 'x');
  const t0 = performance.now();
  const c = findClass(card, name);
  const objective = [
    { kind: 'class', index: c.index, label: c.label, measure: 'logit', weight: 0.3 },
    { kind: 'class', index: c.index, label: c.label, measure: 'log-probability', weight: 1 },
  ];
  const g = attachObjective(atSize(net, settings.views.count, 64, 64), objective);
  const ev = await openEvaluator(g, ort);
  const t1 = performance.now();
  const canvas = pixelCanvas(
    256,
    256,
    [{ kind: 'given', rgb: [1, 1, 1] }, ...Array(4).fill({ kind: 'learned' })],
    settings.pixels,
    seededRandom(1),
  );
  const r = await excite({ evaluator: ev, objective, settings, canvas, random: seededRandom(2), units: 1 });
  console.log(
    name,
    'open',
    (t1 - t0).toFixed(0),
    'opt',
    (performance.now() - t1).toFixed(0),
    'ort',
    ev.runtimeSeconds().toFixed(2),
    r.picture.trueScore,
    r.picture.relaxedScore,
  );
  writeFileSync(`/tmp/try-${name}.png`, encodeRgbPng(sideBySide(paint(r.picture.truth), r.picture.relaxed)));
  await ev.close();
}
