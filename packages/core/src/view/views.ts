import type { RgbImage } from '../image.ts';
import type { Address } from '../kernels/kernels.ts';
import { planMemory, type Block, type KernelMemory } from '../kernels/memory.ts';
import type { Random } from '../random.ts';
import { affineAbout, type Affine } from './affine.ts';
import { blockSums, drawCloseUp, lookClosely, lookCloselyBack, type CloseUp } from './close-up.ts';
import { pool, poolAdjoint } from './pool.ts';

/**
 * What a view sees beyond the picture's border: black (zero padding), the border's own colours, or `wrap`: the picture
 * is a tile that has no border and is moved about before each step.
 */
export type Beyond = 'black' | 'edge' | 'wrap';
export const beyonds: readonly Beyond[] = ['black', 'edge', 'wrap'];

/** How the network looks at the picture: several random views per step, all lengths in the network's pixels. */
export interface ViewSettings {
  /** Views per step. */
  readonly count: number;
  /** Each pair [low, high] adds a whole-pixel shift per axis, both ends included (Lucid's jitter). */
  readonly jitter: readonly (readonly [number, number])[];
  /** Shift per axis, uniform in +- this share of the picture's shorter side. */
  readonly shift: number;
  /** Zoom, uniform in 1 +- this. */
  readonly scale: number;
  /** Turn, uniform in +- this many degrees. */
  readonly rotateDegrees: number;
  /** Each view shows a square or oblong window of this share of the picture, [smallest, largest], anywhere in it. */
  readonly crop: readonly [number, number];
  readonly beyond: Beyond;
  /**
   * Of a canvas finer than what the network sees: which share of the picture's sides each view shows in full detail, in
   * turn, [1, 0.5]; none: every view shows the whole, coarsely. A crop enlarges what it sees; a close-up sees more.
   */
  readonly closeUps: readonly number[];
}

/** Where a view's pixels come from: within a close-up, where it is one. */
export interface View extends Affine {
  readonly closeUp?: CloseUp;
}

/** Draws the views of a step, for pictures `fineness` times as fine as the network's width x height. */
export function drawViews(
  settings: ViewSettings,
  { views, width, height }: { readonly views: number; readonly width: number; readonly height: number },
  fineness: number,
  random: Random,
): View[] {
  const { closeUps } = settings;
  return Array.from({ length: views }, (_, i) => {
    const view = drawView(settings, width, height, random);
    if (closeUps.length === 0) return view;
    const closeUp = drawCloseUp(closeUps[i % closeUps.length]!, fineness, { width, height }, random);
    return closeUp ? { ...view, closeUp } : view;
  });
}

/** Draws one view. Pad, jitter, crop and back is one affine map; padding is what lies beyond. */
export function drawView(settings: ViewSettings, width: number, height: number, random: Random): Affine {
  const share = random.between(settings.crop[0], settings.crop[1]);
  const shift = settings.shift * Math.min(width, height);
  const along = (length: number): number =>
    settings.jitter.reduce((sum, [low, high]) => sum + random.integer(low, high), 0) +
    random.between(-shift, shift) +
    (random.between(-0.5, 0.5) * (1 - share) * length) / share;
  return affineAbout(width, height, {
    angle: (random.between(-1, 1) * settings.rotateDegrees * Math.PI) / 180,
    scale: (1 + random.between(-1, 1) * settings.scale) / share,
    shiftX: along(width),
    shiftY: along(height),
  });
}

/** Room to look through views of pictures `factor` times as fine as what the network sees. */
export interface Lens {
  /** What the network sees, px. */
  readonly width: number;
  readonly height: number;
  readonly factor: number;
  readonly beyond: Beyond;
  readonly memory: KernelMemory;
  /** Planar [3, height, width] */
  readonly seen: Block;
  /** Four numbers a pixel, with a border that stays 0: what views are mixed from. */
  readonly padded: Block;
  /** Its gradient. */
  readonly paddedGradient: Block;
  /** [views, 3, height, width] */
  readonly batch: Block;
  /** Where a row's pixels come from. */
  readonly places: Block;
}

/** A lens for so many views of width x height pictures; the network sees width / factor x height / factor. */
export function openLens(views: number, width: number, height: number, factor: number, beyond: Beyond): Lens {
  const plan = planMemory();
  const [w, h] = [width / factor, height / factor];
  const blocks = {
    seen: plan.reserve(3 * w * h),
    padded: plan.reserve(4 * (w + 3) * (h + 3)),
    paddedGradient: plan.reserve(4 * (w + 3) * (h + 3)),
    batch: plan.reserve(views * 3 * w * h),
    places: plan.reserve(3 * (w + 4)),
  };
  return { width: w, height: h, factor, beyond, memory: plan.open(), ...blocks };
}

/** A batch for the network [views, 3, height, width] from one picture, good until the lens is used again. */
export function lookThrough(lens: Lens, views: readonly View[], image: RgbImage): Float32Array {
  const { memory, width, height, seen, padded, batch } = lens;
  const show = (picture: RgbImage): void => {
    memory.floats(seen).set(picture.data);
    memory.kernels.interleave(seen.at, width, height, padded.at);
  };
  const look = (view: View, i: number): void => {
    memory.kernels.look(padded.at, ...mapping(lens, view), batch.at + 4 * i * seen.length);
  };
  show(pool(image, lens.factor));
  views.forEach((view, i) => {
    if (!view.closeUp) look(view, i);
  });
  views.forEach((view, i) => {
    if (!view.closeUp) return;
    show(lookClosely(image, view.closeUp, width, height));
    look(view, i);
  });
  return memory.floats(batch);
}

/** The exact adjoint of `lookThrough`: the gradient of a batch becomes that of the picture, good as long. */
export function lookBack(lens: Lens, views: readonly View[], gradient: Float32Array): RgbImage {
  const { memory, width, height, seen, paddedGradient: padded, batch } = lens;
  memory.floats(batch).set(gradient);
  const gather = (chosen: (view: View) => boolean): RgbImage => {
    memory.floats(padded).fill(0);
    views.forEach((view, i) => {
      if (chosen(view))
        memory.kernels.lookBack(batch.at + 4 * i * seen.length, ...mapping(lens, view), padded.at);
    });
    memory.kernels.planar(padded.at, width, height, seen.at);
    return { width, height, data: memory.floats(seen) };
  };
  const whole = poolAdjoint(
    gather(({ closeUp }) => !closeUp),
    lens.factor,
  );
  const close = views.filter(({ closeUp }) => closeUp);
  if (close.length === 0) return whole;
  for (const view of close) {
    lookCloselyBack(
      gather((other) => other === view),
      view.closeUp!,
      whole,
    );
  }
  blockSums(whole, lens.factor, memory.floats(seen));
  return whole;
}

/** sum |x_i| over the picture's gradient that `lookBack` gave last. */
export function gradientNorm({ memory, seen }: Lens): number {
  return memory.kernels.norm(seen.at, seen.length); // pooled or not: blocks share what their pixel has
}

type Mapping = [number, number, number, number, number, number, number, number, number, Address];

/** What both directions of the kernel are told about a view. */
function mapping({ width, height, beyond, places }: Lens, { a, b, c, d, e, f }: Affine): Mapping {
  return [width, height, a, b, c, d, e, f, beyond === 'black' ? -1 : 0, places.at];
}
