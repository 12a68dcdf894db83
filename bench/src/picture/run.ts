import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  composeSheet,
  encodeRgbPng,
  fitWithin,
  paint,
  encodeTruth,
  decodeIndexedPng,
  type Network,
} from '@inkception/core';
import { readFileSync } from 'node:fs';
import { openJudge } from '../judge.ts';
import { openLines } from '../lines.ts';
import { builtIn, squeezeNet } from '../networks.ts';
import { numbers, option, part } from '../options.ts';
import { front } from './front.ts';
import { measure, referenceOf } from './measure.ts';
import { printSummary, type Line } from './summary.ts';
import { targets, type BenchTarget } from './targets.ts';
import { chosenVariants, type Variant } from './variants.ts';

/**
 * What recipes make of a fixed list of targets: npm run bench:picture -- --variants=recipes --network=built-in|squeezenet
 * --targets=20 --seeds=1,2,3 --reference=yes --part=1/2 --out=FOLDER. Goes on where it was stopped; prints a table, leaves
 * the true images, a contact sheet for each variant, and fronts of excitation against plot minutes and wall time.
 */
async function main(): Promise<void> {
  const folder = option('out') ?? join('out', 'picture');
  const lines = openLines<Line>(folder);
  const networks = { 'built-in': builtIn(), squeezenet: squeezeNet() };
  const judge = await openJudge(networks['built-in'].card);
  for (const { target, variant, seed, key } of work()) {
    const network = networks[target.network];
    if (!network || lines.has(key)) continue;
    const request = { target: target.target, seed, ...variant.request };
    const { measured, result } = await measure(
      network,
      request,
      target.network === 'built-in' ? judge : null,
    );
    const { truth } = result.best.picture;
    writeFileSync(join(folder, `${key}.png`), encodeTruth(truth));
    const reference = await referenceFor(network, target, seed);
    lines.add({
      key,
      target: target.name,
      network: target.network,
      variant: variant.name,
      seed,
      reference,
      ...measured,
    });
    console.log(
      `${key}: ${measured.true.toPrecision(4)}, kept ${measured.kept.toFixed(3)}, ${measured.minutes.toFixed(1)} min`,
    );
  }
  const all = lines.all();
  printSummary(all);
  for (const { name } of chosenVariants()) writeSheet(folder, all, name);
  writeFileSync(join(folder, 'minutes.svg'), front(all, 'minutes', 'plot minutes, A5, 0.4 mm'));
  writeFileSync(join(folder, 'seconds.svg'), front(all, 'seconds', 'seconds of optimising'));
}

interface Work {
  readonly target: BenchTarget;
  readonly variant: Variant;
  readonly seed: number;
  readonly key: string;
}

/** This process's part of every target, variant and seed. */
function work(): Work[] {
  const wanted = option('network');
  const chosen = targets.filter(({ network }) => wanted === null || network === wanted);
  const every = numbers('seeds', '1').flatMap((seed) =>
    chosenVariants().flatMap((variant) =>
      chosen.slice(0, Number(option('targets') ?? chosen.length)).map((target) => ({
        target,
        variant,
        seed,
        key: `${target.network}-${target.name}-${variant.name}-${seed}`.replace(/[^a-z0-9]+/gi, '-'),
      })),
    ),
  );
  const { index, of } = part();
  return every.filter((_, i) => i % of === index);
}

const references = new Map<string, number>();

/** Free colours under recipe `default`, once for each target and seed; null unless asked for. */
async function referenceFor(
  network: Network,
  { name, target }: BenchTarget,
  seed: number,
): Promise<number | null> {
  if (option('reference') === null) return null;
  const key = `${network.card.name} ${name} ${seed}`;
  const known = references.get(key) ?? (await referenceOf(network, { target, seed }));
  references.set(key, known);
  return known;
}

const tileSide = 128;

function writeSheet(folder: string, all: readonly Line[], variant: string): void {
  const shown = all.filter((line) => line.variant === variant);
  if (shown.length === 0) return;
  const tile = (i: number) => {
    const file = `${shown[i]!.key}.png`;
    const { map, colours } = decodeIndexedPng(readFileSync(join(folder, file)), file);
    return fitWithin(paint({ kind: 'map', map, colours }), tileSide, tileSide);
  };
  const sheet = composeSheet([...shown.keys()], tileSide, tile, (i) => shown[i]!.target);
  writeFileSync(join(folder, `sheet-${variant.replace(/[^a-z0-9]+/gi, '-')}.png`), encodeRgbPng(sheet));
}

await main();
