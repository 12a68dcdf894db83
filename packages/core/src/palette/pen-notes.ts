import { deltaE, hexToRgb, rgbToLab } from './colour.ts';
import type { Pen } from './pen.ts';

/** Pairs below this are one colour from a step away; CIEDE2000. */
const alike = 6;

/** Ink that differs less from white paper is hardly seen. */
const faint = 10;

/** What a person should know about a set of pens, a line each: look-alikes, faint inks, colours nobody measured. */
export function penNotes(pens: readonly Pen[]): string[] {
  const labs = pens.map(({ hex }) => rgbToLab(hexToRgb(hex)));
  const white = rgbToLab([1, 1, 1]);
  const twins = pens.flatMap((pen, i) =>
    pens.slice(i + 1).flatMap((other, k) => {
      const distance = deltaE(labs[i]!, labs[i + 1 + k]!);
      return distance < alike
        ? [`${pen.name} and ${other.name} look alike (deltaE ${distance.toFixed(1)})`]
        : [];
    }),
  );
  const pale = pens.flatMap((pen, i) => {
    const distance = deltaE(labs[i]!, white);
    return distance < faint
      ? [`${pen.name} is hardly seen on white paper (deltaE ${distance.toFixed(1)})`]
      : [];
  });
  const guessed = pens.filter(({ source }) => source === undefined || source === 'approximate').length;
  const unsure =
    guessed === 0
      ? []
      : [
          `${guessed} of ${pens.length} colours are not measured: plot and scan a swatch sheet (inkception pens swatch)`,
        ];
  return [...twins, ...pale, ...unsure];
}
