import type { Seen, SeenClass, Verdict } from '../appraise/judge.ts';
import { bar, escapeHtml, percent } from './html.ts';

/** What other networks see in the true image and in the ink on paper; empty where none was asked. */
export function judgesSection(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return '';
  return `<section><h2>What other networks see</h2>
<p>Networks that had no part in the picture, shown the true image and the plotted ink as they are.</p>
${verdicts.map(verdict).join('\n')}</section>`;
}

function verdict({ name, classes, true: ofTrue, drawn }: Verdict): string {
  return `<h3>${escapeHtml(name)} <span class="soft">of ${classes} classes</span></h3>
<p>${sentence(ofTrue, classes)}</p>
<div class="row">${answers('True image', ofTrue)}${answers('Ink on paper', drawn)}</div>`;
}

function sentence({ wanted, top }: Seen, classes: number): string {
  if (wanted.length === 0)
    return `It has no class of this name; it would rather say <b>${escapeHtml(top[0]?.label ?? '')}</b>.`;
  return wanted
    .map(
      ({ label, probability, rank }) =>
        `<b>${escapeHtml(label)}</b> is ${place(rank)} of ${classes}, with ${percent(probability)}.`,
    )
    .join(' ');
}

function place(rank: number): string {
  return rank === 1 ? 'its first guess' : `number ${rank}`;
}

function answers(title: string, { top, wanted }: Seen): string {
  const below = wanted.filter(({ rank }) => rank > top.length);
  const names = new Set(wanted.map(({ label }) => label));
  const row = ({ label, probability, rank }: SeenClass): string => {
    const chosen = names.has(label);
    return `<tr${chosen ? ' class="chosen"' : ''}><td class="n">${rank}</td><td>${escapeHtml(label)}</td><td>${bar(probability, chosen ? 'var(--accent)' : 'var(--soft)')}</td><td class="n">${percent(probability)}</td></tr>`;
  };
  return `<figure><table>${[...top, ...below].map(row).join('\n')}</table><figcaption><b>${title}</b></figcaption></figure>`;
}
