/** A picture's symmetry about its middle. */
export interface Symmetry {
  /** Rotations under which it stays as it is: 1 is none, 2 half a turn, ... */
  readonly turns: number;
  /** What it is mirrored along as well, and by each rotation's half along more. */
  readonly mirror: 'left-right' | 'up-down' | null;
}

/** A linear map of a point about the middle of the picture: x' = a x + b y, y' = c x + d y. */
export type Turn = readonly [a: number, b: number, c: number, d: number];

/** The rotations and mirrors under which the picture stays as it is, the identity among them. */
export function groupOf({ turns, mirror }: Symmetry): Turn[] {
  const exact = (value: number): number =>
    Math.abs(value - Math.round(value)) < 1e-12 ? Math.round(value) : value;
  return Array.from({ length: turns }, (_, k) => (2 * Math.PI * k) / turns).flatMap((angle): Turn[] => {
    const [cos, sin] = [exact(Math.cos(angle)), exact(Math.sin(angle))];
    const turn: Turn = [cos, -sin, sin, cos];
    if (mirror === null) return [turn];
    return [turn, mirror === 'left-right' ? [-cos, -sin, -sin, cos] : [cos, sin, sin, -cos]];
  });
}

/**
 * Makes planes [height, width] symmetric in place: each value becomes the mean of those that the group takes it to, as
 * far as they lie inside; between pixels they are mixed from four.
 */
export function symmetrise(
  planes: readonly Float32Array[],
  width: number,
  height: number,
  symmetry: Symmetry,
): void {
  const add = mixing(planes);
  visit(width, height, symmetry, (pixel, from, share) => {
    add(pixel, from, share);
  });
}

/** The exact adjoint of `symmetrise`, in place. */
export function symmetriseBack(
  planes: readonly Float32Array[],
  width: number,
  height: number,
  symmetry: Symmetry,
): void {
  const add = mixing(planes);
  visit(width, height, symmetry, (pixel, from, share) => {
    add(from, pixel, share);
  });
}

/** Empties the planes, to be filled with shares of what they held. */
function mixing(planes: readonly Float32Array[]): (to: number, from: number, share: number) => void {
  const held = planes.map((plane) => plane.slice());
  for (const plane of planes) plane.fill(0);
  return (to, from, share) => {
    for (let n = 0; n < planes.length; n++) planes[n]![to]! += share * held[n]![from]!;
  };
}

/** Every pixel with every pixel it is mixed from, and its share; both directions come here, which makes the adjoint exact. */
function visit(
  width: number,
  height: number,
  symmetry: Symmetry,
  pass: (pixel: number, from: number, share: number) => void,
): void {
  const group = groupOf(symmetry);
  const [right, bottom] = [width - 1, height - 1];
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const [u, v] = [x - right / 2, y - bottom / 2];
      const places = group
        .map(([a, b, c, d]) => [a * u + b * v + right / 2, c * u + d * v + bottom / 2] as const)
        .filter(([px, py]) => px > -1e-6 && py > -1e-6 && px < right + 1e-6 && py < bottom + 1e-6);
      for (const [px, py] of places) {
        const [x0, y0] = [Math.floor(px + 1e-6), Math.floor(py + 1e-6)];
        const [fx, fy] = [Math.max(0, px - x0), Math.max(0, py - y0)];
        const [near, far] = [y0 * width, Math.min(bottom, y0 + 1) * width];
        const x1 = Math.min(right, x0 + 1);
        const share = 1 / places.length;
        pass(pixel, near + x0, share * (1 - fx) * (1 - fy));
        if (fx > 1e-6) pass(pixel, near + x1, share * fx * (1 - fy));
        if (fy > 1e-6) pass(pixel, far + x0, share * (1 - fx) * fy);
        if (fx > 1e-6 && fy > 1e-6) pass(pixel, far + x1, share * fx * fy);
      }
    }
  }
}
