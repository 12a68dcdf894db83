import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  composeSheet,
  decodeIndexedPng,
  encodeRgbPng,
  encodeTruth,
  fitWithin,
  paint,
  type JobRequest,
  type Network,
} from '@inkception/core';
import { openJudge } from '../judge.ts';
import { openLines } from '../lines.ts';
import { builtIn, squeezeNet } from '../networks.ts';
import { numbers, option, part } from '../options.ts';
import { front } from './front.ts';
import { measure, referenceOf } from './measure.ts';
import { markdown, printSummary, summarise, type Line } from './summary.ts';
import { targets, type BenchTarget } from './targets.ts';
import { chosenVariants, type Variant } from './variants.ts';

/**
 * What recipes make of a fixed list of targets: npm run bench:picture -- --variants=recipes --network=built-in|squeezenet
 * --targets=20 --seeds=1,2,3 --reference=yes --part=1/2 --out=FOLDER. `--targets` are so many from the list, or names of it; `--size=128` is what networks see.
 * Goes on where it was stopped; prints a table and leaves it (table.md, table.json, and by target targets.md), the true images, a contact sheet for each
 * variant, and fronts of excitation against plot minutes, pens and wall time.
 */
async function main(): Promise<void> {
  const folder = option('out') ?? join('out', 'picture');
  const lines = openLines<Line>(folder);
  const networks = { 'built-in': builtIn(), squeezenet: squeezeNet() };
  const judge = await openJudge(networks['built-in'].card);
  for (const { target, variant, seed, key } of work()) {
    const network = networks[target.network];
    if (!network || lines.has(key)) continue;
    const request = { target: target.target, seed, ...size(), ...variant.request };
    const { measured, result } = await measure(
      network,
      request,
      target.network === 'built-in' ? judge : null,
    );
    const { truth } = result.best.picture;
    writeFileSync(join(folder, `${key}.png`), encodeTruth(truth));
    const reference = await referenceFor(network, target, seed, lines.all());
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
  leave(folder, inOrder(lines.all()));
}

/** As targets are listed, whichever process was done first. */
function inOrder(lines: readonly Line[]): Line[] {
  const place = ({ network, target }: Line): number =>
    targets.findIndex((known) => known.network === network && known.name === target);
  return lines.toSorted((one, other) => place(one) - place(other));
}

/** Everything that is made from the lines. */
function leave(folder: string, all: readonly Line[]): void {
  const rows = summarise(all, 'variant');
  printSummary(rows);
  for (const name of new Set(all.map(({ variant }) => variant))) writeSheet(folder, all, name);
  const texts = {
    'table.md': markdown(rows),
    'targets.md': markdown(summarise(all, 'target')),
    'table.json': `${JSON.stringify(rows, null, 2)}\n`,
    'minutes.svg': front(rows, 'minutes', 'plot minutes, A5, 0.4 mm'),
    'pens.svg': front(rows, 'pens', 'pens'),
    'seconds.svg': front(rows, 'seconds', 'seconds of optimising'),
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
}

interface Work {
  readonly target: BenchTarget;
  readonly variant: Variant;
  readonly seed: number;
  readonly key: string;
}

/** This process's part of every target, variant and seed. */
function work(): Work[] {
  const chosen = chosenTargets();
  const every = numbers('seeds', '1').flatMap((seed) =>
    chosenVariants().flatMap((variant) =>
      chosen.map((target) => ({
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

/** What the network sees, where `--size` says so. */
function size(): Pick<JobRequest, 'size'> {
  const side = Number(option('size') ?? 0);
  return side > 0 ? { size: { width: side, height: side } } : {};
}

function chosenTargets(): readonly BenchTarget[] {
  const [network, wanted] = [option('network'), option('targets')];
  const ofNetwork = targets.filter((target) => network === null || target.network === network);
  if (wanted === null) return ofNetwork;
  if (/^\d+$/.test(wanted)) return ofNetwork.slice(0, Number(wanted));
  const names = wanted.split(',');
  return ofNetwork.filter(({ name }) => names.includes(name));
}

/** Free colours under recipe `default`, once for each target and seed; null unless asked for. */
async function referenceFor(
  network: Network,
  { name, target, ...of }: BenchTarget,
  seed: number,
  lines: readonly Line[],
): Promise<number | null> {
  if (option('reference') === null) return null;
  const known = lines.find(
    (line) => line.network === of.network && line.target === name && line.seed === seed && line.reference,
  );
  return known?.reference ?? (await referenceOf(network, { target, seed, ...size() }));
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
