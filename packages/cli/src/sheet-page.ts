import { shortNumber } from './progress.ts';
import type { SheetIndex } from './sheet-index.ts';

/** The sheet as a page: every tile with its channel and excitation, and on hovering the command that draws it. */
export function sheetPage({ job, tiles }: SheetIndex): string {
  const model = job.network.file === null ? '' : ` --model ${job.network.file}`;
  const figures = tiles.map(({ channel, file, excitation }) => {
    const command = escaped(`inkception excite${model} --layer ${job.label} --channel ${channel}`);
    return `<figure title="${command}"><img src="${file}" alt="channel ${channel}" loading="lazy" width="${job.size}" height="${job.size}"><figcaption><b>${channel}</b> ${shortNumber(excitation.true)}</figcaption></figure>`;
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
<p>Each picture excites one channel; the number beside it is the mean of the channel's map.
Draw one: <code>${escaped(`inkception excite${model} --layer ${job.label} --channel N`)}</code></p>
<main>
${figures.join('\n')}
</main>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
