import type { Prices } from '../canvas/canvas.ts';
import type { PixelSettings } from '../canvas/pixels/model.ts';
import type { StrokeSettings } from '../canvas/strokes/model.ts';
import type { Schedule } from '../optimise/schedule.ts';
import type { ViewSettings } from '../view/views.ts';

/** What a picture may be made of. */
export const canvases = ['pixels', 'strokes'] as const;

/** What the excitation may be measured in. */
export const gains = ['mean', 'sum', 'relative'] as const;

/** Every number of a run's method: a recipe is a named set of them. */
export interface Settings {
  /** Optimiser steps. */
  readonly steps: number;
  /** Independent runs with seeds of their own; the best true image is the result. */
  readonly tries: number;
  /** Canvas pixels per pixel the network sees, along each axis. */
  readonly fineness: number;
  /** Pixels of the true image per canvas pixel, along each axis: smooth logits can be drawn finer than optimised. */
  readonly detail: number;
  readonly views: ViewSettings;
  /** What the picture is made of. */
  readonly canvas: (typeof canvases)[number];
  readonly pixels: PixelSettings;
  readonly strokes: StrokeSettings & StrokeSchedules;
  /** Weights of the two measures of a class when the user only names the class. */
  readonly classMeasures: { readonly logit: number; readonly logProbability: number };
  readonly temperature: Schedule;
  /** Share of the run after which the network sees the true image. */
  readonly straightThroughFrom: number;
  /** Weights of the canvas's prices over the run. */
  readonly prices: Readonly<Record<keyof Prices, Schedule>>;
  /**
   * How much boundary the picture may have, in shorter picture sides: the boundary's price rises while there is
   * more and falls while there is less. 0: the price is what it is.
   */
  readonly boundaryBudget: number;
  /**
   * What the excitation is measured in against the prices: `mean` over units and views, `sum` over them (the
   * seed), or `relative`: scaled so that its gradient on the picture has the L1 norm 1, whatever the network.
   */
  readonly gain: (typeof gains)[number];
  readonly logitsRate: Schedule;
  readonly coloursRate: Schedule;
  /** Of points, shorter picture sides a step. */
  readonly pointsRate: Schedule;
  readonly beta1: number;
  readonly beta2: number;
  /** The true image is scored every so many steps, to watch; 0: only at the end. */
  readonly scoreEvery: number;
  /** Share of the run after which the best scored picture is kept; before, prices are not yet what they will be. */
  readonly keepFrom: number;
  /** How strongly a picture is turned away from those that it must not resemble, against its excitation. */
  readonly variety: number;
  /** Rounds in which the borders of the finished true image are moved, while excitation per plot second rises. */
  readonly polish: number;
}

/** How strokes are treated over the run. */
export interface StrokeSchedules {
  /** How far their edges are smoothed, canvas pixels: the farther, the farther they see where ink is wanted. */
  readonly softness: Schedule;
  /** Strokes that chose the paper begin anew every so many steps, up to a share of the run. */
  readonly renewEvery: number;
  readonly renewUntil: number;
}
