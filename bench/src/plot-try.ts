import { writeFileSync, existsSync, readFileSync } from 'node:fs';
import { plotIndexMap, plotTime } from '@inkception/core';
import { a4, dreamMap, fieldMap, sixPens } from './plot-fields.ts';
const W = 1024,
  H = 1448;
const file = '/tmp/order/dream.bin';
if (!existsSync(file)) writeFileSync(file, (await dreamMap('octopus', W, H)).indices);
const dream = { width: W, height: H, indices: new Uint8Array(readFileSync(file)) };
for (const [n, map] of [
  ['field', fieldMap(W, H, 1)],
  ['dream', dream],
] as const) {
  console.log(
    n,
    [0, 1, 2, 3, 4, 5, 6].map(
      (k) => map.indices.reduce((s, v) => s + Number(v === k), 0) / map.indices.length,
    ),
  );
  for (let k = 0; k < 2; k++) {
    const t = performance.now();
    const d = plotIndexMap(map, sixPens, a4);
    console.log('plot', performance.now() - t);
    console.log(plotTime(d));
  }
}
