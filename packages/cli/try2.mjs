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
const { differingNeighbours } = await imp('run/report.js').catch(() => ({
  differingNeighbours: ({ width, height, indices }) => {
    let u = 0;
    for (let y = 0, i = 0; y < height; y++)
      for (let x = 0; x < width; x++, i++) {
        if (x + 1 < width && indices[i] !== indices[i + 1]) u++;
        if (y + 1 < height && indices[i] !== indices[i + width]) u++;
      }
    return u / (2 * width * height - width - height);
  },
}));
const card = parseCard(readFileSync('/work/main/docs/cards/squeezenet1.0.json', 'utf8'), 's', () =>
  readFileSync('/work/shared/models/imagenet_labels.txt', 'utf8'),
);
const net = loadNetwork(readFileSync('/work/shared/models/squeezenet1.0.onnx'), card, 'sq');
const [, , out, recipe, changesText, ...targets] = process.argv;
const N = 256;
const changes = JSON.parse(changesText || '{}');
let i = 0;
for (const name of targets) {
  const settings = mergeSettings(recipes[recipe], changes, 'x');
  const t1 = performance.now();
  let objective;
  if (name.includes(':')) {
    const [layer, channel] = name.split(':');
    objective = [{ kind: 'channel', layer, channel: +channel, weight: 1 }];
  } else {
    const c = findClass(card, name);
    objective = [
      {
        kind: 'class',
        index: c.index,
        label: c.label,
        measure: 'logit',
        weight: settings.classMeasures.logit,
      },
    ];
    if (settings.classMeasures.logProbability)
      objective.push({
        kind: 'class',
        index: c.index,
        label: c.label,
        measure: 'log-probability',
        weight: settings.classMeasures.logProbability,
      });
  }
  const g = attachObjective(atSize(net, settings.views.count, N, N), objective);
  if (i === 0) console.log(g.types.get('fire8/concat')?.dims);
  const ev = await openEvaluator(g, ort);
  const pal = settings.pixels.paper
    ? [{ kind: 'given', rgb: [1, 1, 1] }, ...Array(4).fill({ kind: 'learned' })]
    : Array(4).fill({ kind: 'learned' });
  const f = settings.fineness;
  const canvas = pixelCanvas(N * f, N * f, pal, settings.pixels, seededRandom(1));
  const r = await excite({
    evaluator: ev,
    objective,
    settings,
    canvas,
    random: seededRandom(2),
    units: unitsOf(g, objective[0]),
  });
  const sec = (performance.now() - t1) / 1000;
  console.log(
    name,
    recipe,
    'sec',
    sec.toFixed(1),
    'ort',
    (ev.runtimeSeconds() / sec).toFixed(2),
    'true',
    r.picture.trueScore.terms.map((x) => x.toFixed(2)).join(' '),
    'relaxed',
    r.picture.relaxedScore.terms.map((x) => x.toFixed(2)).join(' '),
    'kept',
    (r.picture.trueScore.excitation / r.picture.relaxedScore.excitation).toFixed(4),
    'diff',
    differingNeighbours(r.picture.truth.map).toFixed(3),
  );
  writeFileSync(
    `/tmp/sq-${out}-${i++}.png`,
    encodeRgbPng(sideBySide(paint(r.picture.truth), r.picture.relaxed)),
  );
  await ev.close();
}
