import { figures } from './html.ts';

/** What a number of pens reaches. */
export interface ChartPoint {
  readonly pens: number;
  readonly excitation: number;
}

const [width, height] = [900, 240];
const [left, right, top, bottom] = [52, 110, 34, 34];

/** Excitation against the number of pens as an SVG; a line for what any colours reach, where it is known. */
export function curveChart(points: readonly ChartPoint[], reference: number | null): string {
  const values = [
    ...points.map(({ excitation }) => excitation),
    ...(reference === null ? [] : [reference]),
    0,
  ];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pens = points.map((point) => point.pens);
  const [fewest, most] = [Math.min(...pens), Math.max(...pens)];
  const x = (count: number): number =>
    left + ((count - fewest) / Math.max(1, most - fewest)) * (width - left - right);
  const y = (value: number): number =>
    top + ((high - value) / Math.max(1e-9, high - low)) * (height - top - bottom);
  const at = (px: number): string => px.toFixed(1);
  const path = points.map((point) => `${at(x(point.pens))},${at(y(point.excitation))}`).join(' ');
  const marks = points.map(({ pens: count, excitation }) => {
    const [px, py] = [at(x(count)), at(y(excitation))];
    return `<circle cx="${px}" cy="${py}" r="4.5" fill="var(--accent)"/>
<text x="${px}" y="${height - 12}" text-anchor="middle">${count}</text>
<text x="${px}" y="${at(y(excitation) - 10)}" text-anchor="middle">${figures(excitation)}</text>`;
  });
  const line = (value: number, label: string, dash: string): string =>
    `<line x1="${left}" x2="${width - right + 14}" y1="${at(y(value))}" y2="${at(y(value))}" stroke="var(--line)"${dash}/>
<text x="${width - right + 20}" y="${at(y(value) + 4)}">${label}</text>`;
  return `<svg viewBox="0 0 ${width} ${height}" width="100%" role="img" aria-label="Excitation against the number of pens">
${line(0, 'nothing', '')}
${reference === null ? '' : line(reference, 'any colours', ' stroke-dasharray="4 4"')}
<polyline points="${path}" fill="none" stroke="var(--accent)" stroke-width="1.5"/>
${marks.join('\n')}
<text x="${left}" y="${height - 12}" text-anchor="end" dx="-14">pens</text>
</svg>`;
}
