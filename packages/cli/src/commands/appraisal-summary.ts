import type { Report } from '@inkception/core';
import { shortNumber } from '../progress.ts';

/** What a run was compared with, a line each. */
export function appraisalSummary({ judges, reference, curve }: Report): string[] {
  const ofReference =
    reference === null
      ? []
      : [
          `any colours: excitation ${shortNumber(reference.excitation)}${reference.share === null ? '' : `, of which the pens leave ${percent(reference.share)}`}`,
        ];
  const ofCurve = curve.map(
    ({ pens, true: drawn, plotMinutes }) =>
      `${pens} pens: excitation ${shortNumber(drawn)}, about ${Math.ceil(plotMinutes)} min`,
  );
  const ofJudges = judges.map(({ name, true: seen }) => {
    const [best, wanted] = [seen.top[0]!, seen.wanted[0]];
    if (!wanted || wanted.rank === 1) return `${name} sees ${best.label} (${percent(best.probability)})`;
    return `${name} sees ${best.label} (${percent(best.probability)}), and ${wanted.label} as number ${wanted.rank} (${percent(wanted.probability)})`;
  });
  return [...ofReference, ...ofCurve, ...ofJudges];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.01 ? 2 : 0)} %`;
}
