import type { SummaryRow } from './summary.ts';

const [width, leastHeight, margin] = [640, 400, 56];
const [legendRoom, lineHeight] = [190, 15];
const inks = ['#1b6ca8', '#c1440e', '#2e7d32', '#7b3fa0', '#8a6d00', '#00838f', '#ad1457', '#455a64'];

interface Point {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/**
 * What variants reach against what they cost, an SVG: the excitation as a share of the best that any variant reached.
 * For each network a line joins those that none beats in both.
 */
export function front(
  rows: readonly SummaryRow[],
  cost: 'minutes' | 'seconds' | 'pens',
  title: string,
): string {
  const networks = [...new Set(rows.map(({ network }) => network))];
  const pointsOf = (wanted: string): Point[] =>
    rows
      .filter(({ network }) => network === wanted)
      .map(({ variant, ofBest, [cost]: x }) => ({
        name: networks.length > 1 ? `${wanted}, ${variant}` : variant,
        x,
        y: ofBest,
      }));
  const height = Math.max(leastHeight, 2 * margin + lineHeight * rows.length);
  const right = 1.05 * Math.max(1e-9, ...rows.map(({ [cost]: x }) => x));
  const at = ({ x, y }: Point): [number, number] => [
    margin + (x / right) * (width - 2 * margin - legendRoom),
    height - margin - Math.max(0, y) * (height - 2 * margin),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="#fff"/>
<path d="M${margin},${margin}V${height - margin}H${width - margin - legendRoom}" fill="none" stroke="#444"/>
<text x="${(width - legendRoom) / 2}" y="${height - 16}" text-anchor="middle">${title} (0 to ${right.toPrecision(3)})</text>
<text x="16" y="${height / 2}" text-anchor="middle" transform="rotate(-90 16 ${height / 2})">true excitation, share of the best (0 to 1)</text>
${networks
  .map((network) =>
    joined(
      pointsOf(network)
        .filter(isUnbeaten)
        .toSorted((a, b) => a.x - b.x)
        .map(at),
    ),
  )
  .join('\n')}
${labelled(networks.flatMap(pointsOf), at)}
</svg>
`;
}

function isUnbeaten(one: Point, _: number, all: readonly Point[]): boolean {
  return !all.some(({ x, y }) => x <= one.x && y >= one.y && (x < one.x || y > one.y));
}

function joined(places: readonly (readonly [number, number])[]): string {
  const points = places.map((place) => place.map((value) => value.toFixed(1)).join(',')).join(' ');
  return `<polyline points="${points}" fill="none" stroke="#999" stroke-dasharray="4 3"/>`;
}

/** Numbered dots, and what the numbers mean beside them, the best first. */
function labelled(points: readonly Point[], at: (point: Point) => [number, number]): string {
  return points
    .toSorted((one, other) => other.y - one.y)
    .map((point, i) => {
      const [x, y] = at(point).map((value) => value.toFixed(1)) as [string, string];
      const ink = inks[i % inks.length]!;
      const dot = `<circle cx="${x}" cy="${y}" r="7" fill="${ink}"/><text x="${x}" y="${y}" dy="3" font-size="9" fill="#fff" text-anchor="middle">${i + 1}</text>`;
      const line = `<text x="${width - legendRoom}" y="${margin + i * lineHeight}" fill="${ink}">${i + 1} ${point.name}</text>`;
      return dot + line;
    })
    .join('\n');
}
