import { encodeRgbPng } from '../../export/png.ts';
import { encodeTruth } from '../../export/truth-png.ts';
import { describeAll } from '../../objective/objective.ts';
import type { Appraisal } from '../appraise/appraise.ts';
import type { Report } from '../report.ts';
import { curveSection } from './curve-section.ts';
import { duration, embeddedPng, escapeHtml, figures, percent } from './html.ts';
import { judgesSection } from './judges-section.ts';
import { pageStyle } from './style.ts';

/** What the page tells. */
export interface PageContent {
  readonly report: Report;
  readonly appraisal: Appraisal;
  /** The run's files by name: their pictures go into the page. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * A run as one page to read and to print: HTML with its pictures inside, nothing fetched, no scripts. Wall times are left
 * out: the same job gives the same page.
 */
export function reportPage({ report, appraisal, files }: PageContent): string {
  const title = escapeHtml(describeAll(report.job.objective));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${pageStyle}</style>
<h1>${title}</h1>
<p class="lead">${lead(report)}</p>
<section class="hero">${embeddedPng(files.get('preview.png')!, 'the drawing on its sheet')}${facts(report)}</section>
${paletteSection(report)}
${picturesSection(report, appraisal, files)}
${judgesSection(report.judges)}
${curveSection(report, curvePictures(appraisal))}
${triesSection(report)}
${plotSection(report)}
${againSection(report)}
</html>
`;
}

function lead({ job, palette, plot }: Report): string {
  const pens = palette.filter(({ kind }) => kind === 'pen').length;
  const { widthMm, heightMm } = job.sheet;
  return escapeHtml(
    `${pens} ${pens === 1 ? 'pen' : 'pens'} on ${widthMm} x ${heightMm} mm, ${duration(plot.seconds)} to plot; dreamt by ${job.network.name}`,
  );
}

function facts({ excitation, reference, plot, differingNeighbours, run }: Report): string {
  const rows: [string, string][] = [
    ['Excitation of the true image', `<b>${figures(excitation.true)}</b>`],
    ['of the mixture it was optimised as', figures(excitation.relaxed)],
    ...(excitation.kept === null ? [] : [['kept', percent(excitation.kept)] as [string, string]]),
    ['of the ink on paper', figures(excitation.drawn)],
    ...(reference
      ? [['of any colours at any pixels', figures(reference.excitation)] as [string, string]]
      : []),
    ...(reference && reference.share !== null
      ? [['what the pens leave of that', percent(reference.share)] as [string, string]]
      : []),
    ['Plot', `<b>${duration(plot.seconds)}</b>`],
    ['ink', `${plot.metres.toFixed(1)} m`],
    ['lifts', String(plot.lifts)],
    ...(differingNeighbours === null
      ? []
      : [['neighbours that differ', percent(differingNeighbours)] as [string, string]]),
    ['Seed', `${run.seed}${run.stopped ? `, stopped after ${run.steps} steps` : ''}`],
  ];
  return `<dl>${rows.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${value}</dd>`).join('')}</dl>`;
}

function paletteSection({ palette }: Report): string {
  const spans = palette.map(
    ({ hex, share }) => `<span style="flex:${share.toFixed(5)};background:${hex}"></span>`,
  );
  const names = palette.map(
    ({ name, hex, share }) =>
      `<li><i style="background:${hex}"></i>${escapeHtml(name)} <span class="soft">${hex}, ${percent(share)}</span></li>`,
  );
  return `<section><h2>Palette</h2>
<div class="palette">${spans.join('')}</div>
<ul class="names">${names.join('\n')}</ul></section>`;
}

function picturesSection(
  { excitation, reference }: Report,
  appraisal: Appraisal,
  files: ReadonlyMap<string, Uint8Array>,
): string {
  const own = [
    picture(files.get('true.png')!, 'True image', `one pen at every pixel: ${figures(excitation.true)}`),
    picture(files.get('relaxed.png')!, 'Relaxed image', `a mixture of pens: ${figures(excitation.relaxed)}`),
  ];
  const free =
    appraisal.reference && reference
      ? [
          picture(
            encodeRgbPng(appraisal.reference.picture),
            'Reference',
            `any colours, the same views, steps and seeds: ${figures(reference.excitation)}`,
          ),
        ]
      : [];
  return `<section><h2>What the network saw</h2><div class="row">${[...own, ...free].join('\n')}</div></section>`;
}

function picture(png: Uint8Array, name: string, text: string): string {
  return `<figure>${embeddedPng(png, name)}<figcaption><b>${name}</b><br>${escapeHtml(text)}</figcaption></figure>`;
}

function curvePictures({ curve }: Appraisal): Uint8Array[] {
  return curve.map(({ truth }) => encodeTruth(truth));
}

function triesSection({ tried, run }: Report): string {
  if (tried.length < 2) return '';
  const rows = tried.map(
    ({ seed, true: drawn, relaxed }) =>
      `<tr${seed === run.seed ? ' class="chosen"' : ''}><td>${seed}${seed === run.seed ? ', the one shown' : ''}</td><td class="n">${figures(drawn)}</td><td class="n">${figures(relaxed)}</td></tr>`,
  );
  return `<section><h2>Seeds tried</h2><table>
<tr><th>seed</th><th class="n">true</th><th class="n">relaxed</th></tr>
${rows.join('\n')}</table></section>`;
}

function plotSection({ plot }: Report): string {
  const rows = plot.pens.map(
    ({ name, hex, widthMm, seconds, metres, lifts, coverage }) =>
      `<tr><td><ul class="names"><li><i style="background:${hex}"></i>${escapeHtml(name)}</li></ul></td><td class="n">${widthMm} mm</td><td class="n">${duration(seconds)}</td><td class="n">${metres.toFixed(1)} m</td><td class="n">${lifts}</td><td class="n">${percent(coverage)}</td></tr>`,
  );
  const notes = [...plot.gaveUp.map((line) => `To keep the time: ${line}`), ...plot.warnings];
  return `<section><h2>On the plotter</h2><table>
<tr><th>pen, in this order</th><th class="n">line</th><th class="n">time</th><th class="n">ink</th><th class="n">lifts</th><th class="n">of the sheet</th></tr>
${rows.join('\n')}</table>
${notes.map((line) => `<p class="soft">${escapeHtml(line)}</p>`).join('\n')}
<p class="soft">Times are those of ${escapeHtml(plot.machine)}.</p></section>`;
}

function againSection({ job }: Report): string {
  return `<section><h2>Again</h2><p><code>inkception excite --job report.json</code> draws it again from the record below,
which every picture of the run carries.</p>
<details><summary>The job</summary><pre>${escapeHtml(JSON.stringify(job, null, 2))}</pre></details></section>`;
}
