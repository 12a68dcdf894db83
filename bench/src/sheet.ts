import { writeFileSync } from 'node:fs';
import { blankImage, encodeRgbPng, paint, type RgbImage, type Target } from '@inkception/core';
import { builtIn, squeezeNet } from './networks.ts';
import { runTarget } from './run-target.ts';

// A contact sheet of true images: node bench/dist/sheet.js OUT.png '{"steps":140}' SEEDS builtin|squeezenet NAME...
const [out = 'sheet.png', settings = '{}', seeds = '1', which = 'builtin', ...names] = process.argv.slice(2);
const network = which === 'builtin' ? builtIn() : squeezeNet();
if (!network) process.exit(0);

const rows: RgbImage[][] = [];
for (const seed of seeds.split(',').map(Number)) {
  const row: RgbImage[] = [];
  for (const name of names) {
    const { best, drawn, phases } = await runTarget(network, {
      target: targetOf(name),
      seed,
      settings: JSON.parse(settings) as Record<string, unknown>,
    });
    const { trueScore, relaxedScore, truth } = best.picture;
    const terms = trueScore.terms.map((value) => value.toFixed(2)).join(' ');
    const kept = (trueScore.excitation / relaxedScore.excitation).toFixed(3);
    console.log(
      `${name} seed ${seed}: ${terms}, kept ${kept}, ${(drawn.time.seconds / 60).toFixed(1)} min, ${phases.optimise.toFixed(1)} s`,
    );
    row.push(paint(truth));
  }
  rows.push(row);
}
writeFileSync(out, encodeRgbPng(grid(rows, 6)));

/** "conv3:7" is a channel of a layer; anything else a class. */
function targetOf(name: string): Target {
  const [layer, channel] = name.split(':');
  return layer !== undefined && channel !== undefined
    ? { kind: 'channel', layer, channel: Number(channel) }
    : { kind: 'class', name };
}

function grid(cells: readonly (readonly RgbImage[])[], gap: number): RgbImage {
  const { width, height } = cells[0]![0]!;
  const sheet = blankImage((width + gap) * cells[0]!.length, (height + gap) * cells.length);
  sheet.data.fill(0.8);
  cells.forEach((row, r) => {
    row.forEach((cell, c) => {
      paste(sheet, cell, c * (width + gap), r * (height + gap));
    });
  });
  return sheet;
}

function paste(sheet: RgbImage, cell: RgbImage, left: number, top: number): void {
  for (let y = 0; y < 3 * cell.height; y++) {
    const plane = Math.floor(y / cell.height);
    const at = (plane * sheet.height + top + (y % cell.height)) * sheet.width + left;
    sheet.data.set(cell.data.subarray(y * cell.width, (y + 1) * cell.width), at);
  }
}
