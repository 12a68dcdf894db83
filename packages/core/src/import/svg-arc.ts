import type { Flattener } from './flatten.ts';

/**
 * Draws an elliptical arc from (x0, y0) to (x, y) as cubic curves of at most a quarter turn. Radii that do not reach
 * are made larger, none at all is a line. Source: SVG 1.1, F.6.5 and F.6.6.
 */
export function arcTo(
  x0: number,
  y0: number,
  radiusX: number,
  radiusY: number,
  degrees: number,
  large: boolean,
  sweep: boolean,
  x: number,
  y: number,
  pen: Flattener,
): void {
  let [rx, ry] = [Math.abs(radiusX), Math.abs(radiusY)];
  if (rx === 0 || ry === 0 || (x0 === x && y0 === y)) {
    pen.line(x, y);
    return;
  }
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  // Half the chord in the ellipse's own directions.
  const u = (cos * (x0 - x) + sin * (y0 - y)) / 2;
  const v = (-sin * (x0 - x) + cos * (y0 - y)) / 2;
  const reach = Math.hypot(u / rx, v / ry);
  if (reach > 1) [rx, ry] = [rx * reach, ry * reach];
  const squared = (u / rx) ** 2 + (v / ry) ** 2;
  const away = (large === sweep ? -1 : 1) * Math.sqrt(Math.max(0, 1 / squared - 1));
  const [cu, cv] = [(away * rx * v) / ry, (-away * ry * u) / rx];
  const centreX = cos * cu - sin * cv + (x0 + x) / 2;
  const centreY = sin * cu + cos * cv + (y0 + y) / 2;
  const start = Math.atan2((v - cv) / ry, (u - cu) / rx);
  let turn = Math.atan2((-v - cv) / ry, (-u - cu) / rx) - start;
  if (sweep && turn < 0) turn += 2 * Math.PI;
  if (!sweep && turn > 0) turn -= 2 * Math.PI;
  drawTurn({ centreX, centreY, rx, ry, cos, sin }, start, turn, x, y, pen);
}

interface Ellipse {
  readonly centreX: number;
  readonly centreY: number;
  readonly rx: number;
  readonly ry: number;
  readonly cos: number;
  readonly sin: number;
}

function drawTurn(ellipse: Ellipse, start: number, turn: number, x: number, y: number, pen: Flattener): void {
  const { centreX, centreY, rx, ry, cos, sin } = ellipse;
  const pieces = Math.max(1, Math.ceil(Math.abs(turn) / (Math.PI / 2) - 1e-9));
  const step = turn / pieces;
  const handle = (4 / 3) * Math.tan(step / 4);
  const place = (p: number, q: number): [number, number] => [
    centreX + cos * rx * p - sin * ry * q,
    centreY + sin * rx * p + cos * ry * q,
  ];
  for (let i = 0; i < pieces; i++) {
    const [from, to] = [start + i * step, start + (i + 1) * step];
    const [c0, s0, c1, s1] = [Math.cos(from), Math.sin(from), Math.cos(to), Math.sin(to)];
    const end: [number, number] = i === pieces - 1 ? [x, y] : place(c1, s1);
    pen.cubic(
      ...place(c0 - handle * s0, s0 + handle * c0),
      ...place(c1 + handle * s1, s1 - handle * c1),
      ...end,
    );
  }
}
