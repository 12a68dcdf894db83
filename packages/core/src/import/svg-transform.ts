/** x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Everything stays where it is. */
export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function compose([a, b, c, d, e, f]: Matrix, inner: Matrix): Matrix {
  const [a2, b2, c2, d2, e2, f2] = inner;
  return [
    a * a2 + c * b2,
    b * a2 + d * b2,
    a * c2 + c * d2,
    b * c2 + d * d2,
    a * e2 + c * f2 + e,
    b * e2 + d * f2 + f,
  ];
}

/** How much longer lines become, on average of all directions. */
export function scaleOf([a, b, c, d]: Matrix): number {
  return Math.sqrt(Math.abs(a * d - b * c));
}

const call = /\s*([a-zA-Z]+)\s*\(([^()]*)\)\s*,?/y;

/** The matrix of a `transform` attribute; null where it is none. Source: SVG 1.1, 7.6. */
export function parseTransform(text: string): Matrix | null {
  let matrix = identity;
  call.lastIndex = 0;
  while (call.lastIndex < text.trimEnd().length) {
    const match = call.exec(text);
    const numbers = match?.[2]!
      .split(/[\s,]+/)
      .filter((part) => part !== '')
      .map(Number);
    const own = match && numbers?.every(Number.isFinite) ? matrixOf(match[1]!, numbers) : null;
    if (!own) return null;
    matrix = compose(matrix, own);
  }
  return matrix;
}

function matrixOf(name: string, numbers: readonly number[]): Matrix | null {
  const [p = 0, q, r = 0] = numbers;
  const tangent = Math.tan((p * Math.PI) / 180);
  if (numbers.length < 1) return null;
  switch (name) {
    case 'matrix':
      return numbers.length === 6 ? (numbers as unknown as Matrix) : null;
    case 'translate':
      return [1, 0, 0, 1, p, q ?? 0];
    case 'scale':
      return [p, 0, 0, q ?? p, 0, 0];
    case 'rotate':
      return rotation((p * Math.PI) / 180, q ?? 0, r);
    case 'skewX':
      return [1, 0, tangent, 1, 0, 0];
    case 'skewY':
      return [1, tangent, 0, 1, 0, 0];
    default:
      return null;
  }
}

function rotation(radians: number, x: number, y: number): Matrix {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}
