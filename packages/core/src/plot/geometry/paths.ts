import type { Path } from '../drawing.ts';
import { reversed } from './polyline.ts';

/** The path drawn the other way. */
export function reversedPath({ points, closed, curve }: Path): Path {
  return { points: reversed(points), closed, ...(curve ? { curve: reversed(curve) } : {}) };
}

/**
 * Open paths drawn one after the other without a lift. Where one begins at the point where the one before ended,
 * `meeting`, that point is not said twice; else a straight line leads there.
 */
export function chained(parts: readonly Path[], meeting: boolean): Path {
  if (parts.length === 1) return parts[0]!;
  const points = concatenate(
    parts.map((part, i) => (meeting && i > 0 ? part.points.subarray(2) : part.points)),
  );
  if (!parts.every(({ curve }) => curve)) return { points, closed: false };
  const curves = parts.map(({ curve }, i) => {
    const before = parts[i - 1]?.curve;
    if (!before) return curve!;
    return meeting
      ? curve!.subarray(2)
      : concatenate([straight(before.subarray(-2), curve!), curve!.subarray(2)]);
  });
  return { points, closed: false, curve: concatenate(curves) };
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A straight line as the last three points of a cubic Bezier. */
function straight(from: Float64Array, to: Float64Array): Float64Array {
  return Float64Array.of(
    ...[1, 2, 3].flatMap((third) =>
      [0, 1].map((axis) => from[axis]! + ((to[axis]! - from[axis]!) * third) / 3),
    ),
  );
}
