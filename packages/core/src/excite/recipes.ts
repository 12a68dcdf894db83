import { constant } from '../optimise/schedule.ts';
import type { Settings } from './settings.ts';

/** No price unless a recipe says so. */
const unpriced = {
  boundary: constant(0),
  usage: constant(0),
  likeness: constant(0),
  spread: constant(0),
  ink: constant(0),
  bend: constant(0),
  overdraw: constant(0),
  lifts: constant(0),
};

const usualStrokes: Settings['strokes'] = {
  count: 48,
  controls: 7,
  closed: 0,
  begin: 'noise',
  pieceSamples: 4,
  leastLength: 3,
  initialLength: 0.4,
  initialSpread: 0.18,
  initialLogits: 0.3,
  initialPaper: -1,
  initialColours: [0, 0.8],
  usageFloor: 0.2,
  colourDistance: 0.6,
  softness: {
    curve: 'linear',
    points: [
      [0, 3],
      [0.6, 1.5],
    ],
  },
  renewEvery: 20,
  renewUntil: 0.6,
};

/** The recipe that started this project, to the letter (blog post of 2021-12-11; docs/recipes.md). */
const seed: Settings = {
  steps: 150,
  tries: 1,
  fineness: 1,
  detail: 1,
  views: {
    count: 4,
    jitter: [
      [-1, 15],
      [-1, 3],
    ],
    shift: 0,
    scale: 0,
    rotateDegrees: 0,
    crop: [1, 1],
    beyond: 'black',
    closeUps: [],
  },
  canvas: 'pixels',
  pixels: {
    cells: [1],
    finestFrom: 0,
    initialLogits: 1,
    initialColours: [0.5, 1],
    spike: 3,
    paper: null,
    usageFloor: 0,
    colourDistance: 0,
  },
  strokes: usualStrokes,
  classMeasures: { logit: 1, logProbability: 0 },
  temperature: constant(1),
  straightThroughFrom: 1,
  prices: { ...unpriced, spread: constant(0.01) },
  boundaryBudget: 0,
  gain: 'sum',
  logitsRate: constant(0.05),
  coloursRate: constant(0.05),
  pointsRate: constant(0),
  beta1: 0.9,
  beta2: 0.999,
  scoreEvery: 0,
  keepFrom: 1,
  variety: 0.5,
  polish: 0,
};

/** Smooth logits, annealed to one pen per pixel, with a price on the length of boundaries. */
const standard: Settings = {
  steps: 500,
  tries: 1,
  // borders that end within a pixel of the network's are worth more than views
  fineness: 2,
  detail: 1,
  views: {
    count: 1,
    jitter: [],
    shift: 0.05,
    scale: 0.08,
    rotateDegrees: 8,
    crop: [1, 1],
    beyond: 'edge',
    closeUps: [],
  },
  canvas: 'pixels',
  pixels: {
    cells: [4, 8, 16, 32],
    finestFrom: 0,
    initialLogits: 0.3,
    initialColours: [0, 0.8],
    spike: 1,
    paper: { bias: 0, vignette: 0, vignetteFrom: 1 },
    usageFloor: 0.02,
    colourDistance: 0.4,
  },
  strokes: usualStrokes,
  classMeasures: { logit: 1, logProbability: 0 },
  // from where the network sees the true image, a gentle gradient: borders go on moving
  temperature: {
    curve: 'geometric',
    points: [
      [0, 1],
      [0.5, 0.3],
      [0.8, 0.3],
      [0.9, 0.002],
    ],
  },
  straightThroughFrom: 0.5,
  prices: {
    ...unpriced,
    boundary: constant(0.0005),
    ink: constant(0.003),
    usage: constant(1),
    likeness: constant(0.1),
  },
  boundaryBudget: 37,
  gain: 'relative',
  logitsRate: {
    curve: 'linear',
    points: [
      [0, 0.16],
      [0.5, 0.16],
      [0.85, 0.01],
    ],
  },
  coloursRate: constant(0.08),
  pointsRate: constant(0),
  beta1: 0.8,
  beta2: 0.95,
  scoreEvery: 10,
  keepFrom: 0.9,
  variety: 0.5,
  polish: 0,
};

/** Pen lines, annealed from a mixture of pens to one pen each. */
const strokes: Settings = {
  ...standard,
  steps: 200,
  detail: 4,
  views: { ...standard.views, count: 2 },
  canvas: 'strokes',
  temperature: {
    curve: 'geometric',
    points: [
      [0, 1],
      [0.9, 0.05],
    ],
  },
  straightThroughFrom: 1,
  polish: 1,
  prices: {
    ...unpriced,
    usage: constant(4),
    likeness: constant(1),
    ink: constant(0.2),
    bend: constant(0.02),
    overdraw: constant(3),
    lifts: constant(0.003),
  },
  boundaryBudget: 0,
  logitsRate: constant(0.1),
  coloursRate: constant(0.05),
  pointsRate: {
    curve: 'linear',
    points: [
      [0, 0.008],
      [0.4, 0.008],
      [1, 0.002],
    ],
  },
  beta1: 0.9,
  beta2: 0.99,
};

/**
 * What `default` changes for classes: a thing stands free on the paper, is looked at from more sides and found by its
 * large forms first, for what other networks and people recognise. A channel's pattern has no middle, and often one direction.
 */
export const forClasses = {
  views: { shift: 0.1, scale: 0.25, rotateDegrees: 20 },
  pixels: { finestFrom: 0.15, paper: { vignette: 8, vignetteFrom: 0.6 } },
};

/** Named sets of settings. A network's card may change those of `default`. */
export const recipes: Readonly<Record<string, Settings>> = { seed, default: standard, strokes };
