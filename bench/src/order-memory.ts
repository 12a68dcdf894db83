import { orderDrawing, orderQuality } from '@inkception/core';
import { a4 } from './plot-fields.ts';
import { randomStrokes } from './random-strokes.ts';

// One ordering in a process of its own: node bench/dist/order-memory.js COUNT
const count = Number(process.argv[2]);
const pen = { name: 'black', hex: '#000000', widthMm: 0.3 };
const drawing = { sheet: a4, layers: [{ pen, paths: randomStrokes(count, a4) }] };
const peak = process.resourceUsage().maxRSS;
const [start, before] = [performance.now(), process.cpuUsage()];
const ordered = orderDrawing(drawing);
const used = process.cpuUsage(before);
const result = {
  count,
  wall: (performance.now() - start) / 1000,
  processor: (used.user + used.system) / 1e6,
  bytes: 1024 * (process.resourceUsage().maxRSS - peak),
};
const { travelMm, greedyMm } = orderQuality(ordered.layers[0]!.paths);
console.log(JSON.stringify({ ...result, travel: travelMm / greedyMm }));
