import { blankImage, type RgbImage } from '../image.ts';
import type { Random } from '../random.ts';
import { affineAbout, type Affine } from './affine.ts';
import { pool, poolAdjoint } from './pool.ts';
import { sampleAt, warp, warpAdjoint, type Beyond, type Samples } from './warp.ts';

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

/** Views of pictures `factor` times as fine as what the network sees, ready to look through. */
export interface Lens {
  readonly samples: readonly Samples[];
  readonly factor: number;
}

/** What the views of a width x height picture are mixed from; the network sees width / factor x height / factor. */
export function openLens(
  views: readonly Affine[],
  width: number,
  height: number,
  factor: number,
  beyond: Beyond,
): Lens {
  return { samples: views.map((view) => sampleAt(view, width / factor, height / factor, beyond)), factor };
}

/** A batch for the network [views, 3, height / factor, width / factor] from one picture. */
export function lookThrough({ samples, factor }: Lens, image: RgbImage): Float32Array {
  const seen = pool(image, factor);
  const batch = new Float32Array(samples.length * seen.data.length);
  samples.forEach((view, i) => {
    warp(seen, view, batch, i * seen.data.length);
  });
  return batch;
}

/** The exact adjoint of `lookThrough`: the gradient of a batch becomes the gradient of the picture. */
export function lookBack({ samples, factor }: Lens, gradient: Float32Array): RgbImage {
  const { width, height } = samples[0]!;
  const seen = blankImage(width, height);
  samples.forEach((view, i) => {
    warpAdjoint(gradient, i * seen.data.length, view, seen);
  });
  return poolAdjoint(seen, factor);
}
