import { grouped, type Line } from './summary.ts';

const [width, height, margin] = [640, 400, 56];
const inks = ['#1b6ca8', '#c1440e', '#2e7d32', '#7b3fa0', '#8a6d00', '#00838f', '#ad1457', '#455a64'];

/**
 * What variants reach against what they cost, an SVG: for each the mean over its pictures, the excitation as a share of
 * the best that any variant reached on the same target and seed. A line joins those that none beats in both.
 */
export function front(lines: readonly Line[], cost: 'minutes' | 'seconds', title: string): string {
  const points = grouped(lines).map((group) => ({
    name: `${group[0]!.network}, ${group[0]!.variant}`,
    x: meanOf(group.map((line) => line[cost])),
    y: meanOf(group.map((line) => line.true / bestOf(lines, line))),
  }));
  const right = 1.15 * Math.max(1e-9, ...points.map(({ x }) => x));
  const at = (x: number, y: number): [number, number] => [
    margin + (x / right) * (width - 2 * margin),
    height - margin - Math.max(0, y) * (height - 2 * margin),
  ];
  const unbeaten = points
    .filter((one) => !points.some((other) => other.x < one.x && other.y >= one.y))
    .toSorted((one, other) => one.x - other.x);
  const dots = points.map(({ name, x, y }, i) => {
    const [cx, cy] = at(x, y);
    const ink = inks[i % inks.length]!;
    return `<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="5" fill="${ink}"/><text x="${(cx + 8).toFixed(1)}" y="${(cy + 4).toFixed(1)}" fill="${ink}">${name}</text>`;
  });
  const path = unbeaten
    .map(({ x, y }) =>
      at(x, y)
        .map((value) => value.toFixed(1))
        .join(','),
    )
    .join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="#fff"/>
<path d="M${margin},${margin}V${height - margin}H${width - margin}" fill="none" stroke="#444"/>
<text x="${width / 2}" y="${height - 16}" text-anchor="middle">${title} (0 to ${right.toPrecision(3)})</text>
<text x="16" y="${height / 2}" text-anchor="middle" transform="rotate(-90 16 ${height / 2})">true excitation, share of the best</text>
<polyline points="${path}" fill="none" stroke="#999" stroke-dasharray="4 3"/>
${dots.join('\n')}
</svg>
`;
}

function bestOf(lines: readonly Line[], { network, target, seed }: Line): number {
  const rivals = lines.filter(
    (line) => line.network === network && line.target === target && line.seed === seed,
  );
  return Math.max(1e-9, ...rivals.map((line) => line.true));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
