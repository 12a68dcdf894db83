import type { Target } from '@inkception/core';

/** What every recipe is tried on. */
export interface BenchTarget {
  readonly network: 'squeezenet' | 'built-in';
  readonly target: Target;
  readonly name: string;
}

const imageNetClasses = [
  ...['jellyfish', 'lorikeet', 'monarch', 'strawberry', 'goldfish', 'scorpion'],
  ...['umbrella', 'acoustic guitar', 'pineapple', 'sea lion', 'steam locomotive', 'teapot'],
];

/** One of every depth. */
const channels = [
  ['fire3/concat', 20],
  ['fire4/concat', 7],
  ['fire5/concat', 20],
  ['fire6/concat', 33],
  ['fire7/concat', 5],
  ['fire8/concat', 11],
  ['fire9/concat', 40],
  ['fire9/concat', 201],
] as const;

const pictograms = [
  ...[
    'octopus',
    'butterfly',
    'lion',
    'sailboat',
    'rooster',
    'cactus',
    'elephant',
    'guitar',
    'bicycle',
    'owl',
  ],
  ...[
    'hamburger',
    'teapot',
    'castle',
    'anchor',
    'turtle',
    'helicopter',
    'sunflower',
    'crab',
    'key',
    'snowman',
  ],
];

/** The fixed list: twelve classes and eight channels of SqueezeNet, twenty classes of the built-in network. */
export const targets: readonly BenchTarget[] = [
  ...pictograms.map((name): BenchTarget => ({
    network: 'built-in',
    target: { kind: 'class', name },
    name,
  })),
  ...imageNetClasses.map((name): BenchTarget => ({
    network: 'squeezenet',
    target: { kind: 'class', name },
    name,
  })),
  ...channels.map(([layer, channel]): BenchTarget => ({
    network: 'squeezenet',
    target: { kind: 'channel', layer, channel },
    name: `${layer}:${channel}`,
  })),
];
