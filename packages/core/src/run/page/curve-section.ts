import type { CurveReport, Report } from '../report.ts';
import { curveChart } from './curve-chart.ts';
import { duration, embeddedPng, figures, percent } from './html.ts';

/** What each number of pens reaches; `pictures` are PNGs of the curve's true images. Empty without a curve. */
export function curveSection({ curve, reference }: Report, pictures: readonly Uint8Array[]): string {
  if (curve.length === 0) return '';
  const points = curve.map(({ pens, true: excitation }) => ({ pens, excitation }));
  return `<section><h2>What a pen is worth</h2>
<p>The same job with other numbers of learned pens: excitation of the true image.</p>
${curveChart(points, reference?.excitation ?? null)}
<div class="row">${curve.map((point, i) => figure(point, pictures[i]!)).join('\n')}</div></section>`;
}

function figure(point: CurveReport, png: Uint8Array): string {
  const { pens, plotMinutes, kept, share, lifts } = point;
  const of = share === null ? '' : `, ${percent(share)} of any colours`;
  const keeps = kept === null ? '' : `keeps ${percent(kept)}, `;
  return `<figure>${embeddedPng(png, `${pens} pens`)}<figcaption><b>${pens} ${pens === 1 ? 'pen' : 'pens'}</b> ${figures(point.true)}${of}<br>${keeps}${duration(60 * plotMinutes)}, ${lifts} lifts</figcaption></figure>`;
}
