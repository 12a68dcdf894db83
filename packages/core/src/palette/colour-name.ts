import { deltaE, hexToRgb, rgbToLab, type Lab, type Rgb } from './colour.ts';
import { colourNames } from './colour-names.ts';

const samples: readonly { readonly name: string; readonly lab: Lab }[] = Object.entries(colourNames).flatMap(
  ([name, hexes]) => hexes.map((hex) => ({ name, lab: rgbToLab(hexToRgb(hex)) })),
);

/** What a person would call a colour: "dark green", "orange", "pale blue". */
export function colourName(rgb: Rgb): string {
  const lab = rgbToLab(rgb);
  let best = { name: '', distance: Infinity };
  for (const { name, lab: other } of samples) {
    const distance = deltaE(lab, other);
    if (distance < best.distance) best = { name, distance };
  }
  return best.name;
}

/** A name for each colour, no two alike: "green", "green 2". */
export function nameColours(rgbs: readonly Rgb[]): string[] {
  const seen = new Map<string, number>();
  return rgbs.map((rgb) => {
    const name = colourName(rgb);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} ${times}`;
  });
}

/** Every name that a colour can have; a second one of the same name has a number after it. */
export const namesOfColours: readonly string[] = Object.keys(colourNames);

/** Whether `nameColours` may call a pen so. */
export function isColourName(name: string): boolean {
  return namesOfColours.includes(name.replace(/ \d+$/, ''));
}
