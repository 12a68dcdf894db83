import { differingNeighbours, mapOf, type IndexMap, type Target } from '@inkception/core';
import { squeezeNet } from './networks.ts';
import { printTable, runTarget } from './run-target.ts';

const targets: readonly Target[] = [
  { kind: 'class', name: 'jellyfish' },
  { kind: 'class', name: 'lorikeet' },
  { kind: 'class', name: 'monarch' },
  { kind: 'class', name: 'strawberry' },
  { kind: 'channel', layer: 'fire8/concat', channel: 11 },
  { kind: 'channel', layer: 'fire5/concat', channel: 20 },
];

const size = 256;

/** The default recipe beside the seed's on the same targets: SqueezeNet, 256 px, 4 pens. */
export async function benchRecipes(): Promise<void> {
  console.log('\nRecipe default beside recipe seed, SqueezeNet 1.0, 256 px, 4 pens, A5');
  const network = squeezeNet();
  if (!network) return;
  const rows: (string | number)[][] = [
    ['target', 'recipe', 'relaxed', 'true', 'kept', 'differing', 'drawn', 'plot min', 'time / seed'],
  ];
  for (const target of targets) {
    let seedSeconds = 0;
    for (const recipe of ['seed', 'default']) {
      const { best, drawn, drawnScore, phases } = await runTarget(network, {
        target,
        recipe,
        size: { width: size, height: size },
      });
      const { relaxedScore, trueScore, truth } = best.picture;
      if (recipe === 'seed') seedSeconds = phases.optimise;
      rows.push([
        target.kind === 'class'
          ? target.name
          : `${target.layer} ${target.kind === 'channel' ? target.channel : ''}`,
        recipe,
        relaxedScore.excitation,
        trueScore.excitation,
        trueScore.excitation / relaxedScore.excitation,
        differingNeighbours(everyNth(mapOf(truth), mapOf(truth).width / size)),
        drawnScore.excitation,
        drawn.time.seconds / 60,
        phases.optimise / seedSeconds,
      ]);
    }
  }
  printTable(rows);
}

/** The map on a coarser raster, so that maps of different detail are compared at one size. */
function everyNth({ width, height, indices }: IndexMap, n: number): IndexMap {
  const coarse = { width: width / n, height: height / n };
  const middle = Math.floor(n / 2);
  return {
    ...coarse,
    indices: Uint8Array.from({ length: coarse.width * coarse.height }, (_, i) => {
      const [x, y] = [(i % coarse.width) * n + middle, Math.floor(i / coarse.width) * n + middle];
      return indices[y * width + x]!;
    }),
  };
}
