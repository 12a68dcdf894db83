import type { PixelSettings } from '../canvas/pixels.ts';
import type { Schedule } from '../optimise/schedule.ts';
import type { ViewSettings } from '../view/views.ts';

/** Every number of a run's method: a recipe is a named set of them. */
export interface Settings {
  /** Optimiser steps. */
  readonly steps: number;
  /** Independent runs with seeds of their own; the best true image is the result. */
  readonly tries: number;
  /** Canvas pixels per pixel the network sees, along each axis. */
  readonly fineness: number;
  readonly views: ViewSettings;
  readonly pixels: PixelSettings;
  /** Weights of the two measures of a class when the user only names the class. */
  readonly classMeasures: { readonly logit: number; readonly logProbability: number };
  readonly temperature: Schedule;
  /** Share of the run after which the network sees the true image. */
  readonly straightThroughFrom: number;
  readonly prices: { readonly boundary: Schedule; readonly usage: Schedule; readonly spread: Schedule };
  /**
   * What the excitation is measured in against the prices: `mean` over units and views, `sum` over them (the
   * seed), or `relative`: scaled so that its gradient on the picture has the L1 norm 1, whatever the network.
   */
  readonly gain: 'mean' | 'sum' | 'relative';
  readonly logitsRate: Schedule;
  readonly coloursRate: Schedule;
  readonly beta1: number;
  readonly beta2: number;
  /** The true image is scored every so many steps and the best is kept; 0 keeps the last. */
  readonly scoreEvery: number;
}
