/** Where there may be ink; outside is paper. */
export type Mask = ShapeMask | PictureMask;

/** A mask by the name of a shape, as large as the canvas allows, in its middle. */
export interface ShapeMask {
  readonly kind: 'shape';
  readonly shape: ShapeName;
}

/** A picture of 0 (paper) and 1 (ink), stretched over the canvas. */
export interface PictureMask {
  readonly kind: 'picture';
  readonly width: number;
  readonly height: number;
  readonly inside: Uint8Array;
}

/** Whether a point is inside; the middle is (0, 0), the nearest borders of the canvas are at 1, y grows upwards. */
const shapes = {
  circle: (x: number, y: number) => Math.hypot(x, y) <= 0.97,
  diamond: (x: number, y: number) => Math.abs(x) + Math.abs(y) <= 0.98,
  heart: (x: number, y: number) => {
    const [u, v] = [x * 1.2, y * 1.2 + 0.12];
    return (u ** 2 + v ** 2 - 1) ** 3 - u ** 2 * v ** 3 <= 0; // the heart curve of sixth degree
  },
  star: (x: number, y: number) => {
    const sector = (2 * Math.PI) / 5;
    const angle = Math.abs((((Math.atan2(x, y) % sector) + 1.5 * sector) % sector) - sector / 2);
    // the edge from the tip at (0.98, 0) to the notch at 0.45, half a sector on
    const [tip, notch] = [0.98, 0.45];
    const [nx, ny] = [notch * Math.cos(sector / 2), notch * Math.sin(sector / 2)];
    const radius = Math.hypot(x, y);
    const [px, py] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    return (nx - tip) * py - ny * (px - tip) >= 0;
  },
} as const;

/** Names of the shapes that a mask can have. */
export type ShapeName = keyof typeof shapes;
/** All of them. */
export const shapeNames = Object.keys(shapes) as ShapeName[];

/** More than any pen's logits grow to. */
const certain = 1000;

/** Added to the paper's logits [height, width]: outside no pen has a chance. */
export function maskBias(mask: Mask, width: number, height: number): Float32Array {
  return Float32Array.from(insideOf(mask, width, height), (inside) => (inside ? 0 : certain));
}

/** 1 for each pixel whose middle is inside, [height, width]. */
export function insideOf(mask: Mask, width: number, height: number): Uint8Array {
  const side = Math.min(width, height);
  const isInside =
    mask.kind === 'shape'
      ? (x: number, y: number) => shapes[mask.shape]((2 * x - width) / side, (height - 2 * y) / side)
      : (x: number, y: number) => level(mask, (x / width) * mask.width, (y / height) * mask.height) >= 0.5;
  return Uint8Array.from({ length: width * height }, (_, i) =>
    isInside((i % width) + 0.5, Math.floor(i / width) + 0.5) ? 1 : 0,
  );
}

/** The picture between its pixels, so that a coarse mask has a smooth border. */
function level({ width, height, inside }: PictureMask, x: number, y: number): number {
  const at = (column: number, row: number): number =>
    inside[Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))]!;
  const [x0, y0] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [u, v] = [x - 0.5 - x0, y - 0.5 - y0];
  const upper = (1 - u) * at(x0, y0) + u * at(x0 + 1, y0);
  const lower = (1 - u) * at(x0, y0 + 1) + u * at(x0 + 1, y0 + 1);
  return (1 - v) * upper + v * lower;
}
