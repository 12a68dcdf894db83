import { shortNumber } from './progress.ts';
import { numbersOn, tileTitle, type SheetIndex } from './sheet-index.ts';

/** The sheet as a page: every tile with its channel and excitation, and on hovering the command that draws it. */
export function sheetPage({ job, tiles }: SheetIndex): string {
  const figures = tiles.map(({ channel, file, excitation }) => {
    const name = escaped(tileTitle(job, channel));
    return `<figure title="${escaped(commandFor(job, channel))}"><img src="${file}" alt="${name}" loading="lazy" width="${job.size}" height="${job.size}"><figcaption><b>${name}</b> ${shortNumber(excitation.true)}</figcaption></figure>`;
  });
  const title = escaped(`${job.network.name} ${job.label}`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<style>
  body { font: 14px system-ui, sans-serif; margin: 24px; }
  main { display: flex; flex-wrap: wrap; gap: 8px; }
  figure { margin: 0; }
  figcaption { color: #555; }
  img { display: block; border: 1px solid #ddd; }
</style>
<h1>${title}</h1>
<p>Each picture excites what stands below it, by as much as the number says. Draw one as
<code>${escaped(commandFor(job, numbersOn(job)[0]!))}</code>.</p>
<main>
${figures.join('\n')}
</main>
</html>
`;
}

/** What draws a tile by itself. */
function commandFor(job: SheetIndex['job'], channel: number): string {
  const model = job.network.file === null ? '' : ` --model ${job.network.file}`;
  const title = tileTitle(job, channel);
  return 'classes' in job
    ? `inkception excite${model} ${title}`
    : `inkception excite${model} --layer ${job.label} --channel ${title}`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
