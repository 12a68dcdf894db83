import type { Pen } from './pen.ts';

type Ink = readonly [name: string, hex: string];

const inks = {
  black: ['black', '#1d1d22'],
  grey: ['grey', '#82858a'],
  red: ['red', '#cc2b36'],
  blue: ['blue', '#2450a4'],
  green: ['green', '#1f8a4d'],
  yellow: ['yellow', '#f4d21f'],
  orange: ['orange', '#ee7a2d'],
  pink: ['pink', '#e35c97'],
  violet: ['violet', '#6d459b'],
  brown: ['brown', '#7d4b32'],
  turquoise: ['turquoise', '#1fa3ad'],
} as const satisfies Record<string, Ink>;

const { black, grey, red, blue, green, yellow, orange, pink, violet, brown, turquoise } = inks;

/**
 * Pens as most people have them, by kind and width, so that a first drawing looks about right. No maker's values:
 * what such inks look like on white paper, within some ten units of CIEDE2000. A swatch sheet measures your own.
 */
export const commonPens: readonly Pen[] = [
  ...kind('fineliner', 0.4, [black, grey, red, blue, green, yellow, orange, pink, violet, brown, turquoise]),
  ...kind('technical pen', 0.1, [black]),
  ...kind('technical pen', 0.3, [black]),
  ...kind('technical pen', 0.8, [black]),
  ...kind('ballpoint', 0.35, [
    ['black', '#35353b'],
    ['blue', '#31478f'],
    ['red', '#c4424a'],
  ]),
  ...kind('gel pen', 0.5, [black, red, blue, green], { opaque: true }),
  ...kind(
    'gel pen',
    0.8,
    [
      ['white', '#f7f7f4'],
      ['gold', '#b08d3c'],
      ['silver', '#a3a6aa'],
    ],
    { opaque: true },
  ),
  ...kind('felt pen', 1, [black, red, blue, green, yellow]),
];

function kind(line: string, widthMm: number, colours: readonly Ink[], more: Pick<Pen, 'opaque'> = {}): Pen[] {
  return colours.map(([name, hex]) => ({
    name: `${line} ${widthMm} ${name}`,
    hex,
    widthMm,
    ...more,
    line,
    source: 'approximate',
  }));
}
