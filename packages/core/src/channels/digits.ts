/** Digits of 3 x 5 pixels, a row a text, for numbers under tiles. */
const shapes: readonly (readonly string[])[] = [
  ['###', '# #', '# #', '# #', '###'],
  [' # ', '## ', ' # ', ' # ', '###'],
  ['###', '  #', '###', '#  ', '###'],
  ['###', '  #', ' ##', '  #', '###'],
  ['# #', '# #', '###', '  #', '  #'],
  ['###', '#  ', '###', '  #', '###'],
  ['###', '#  ', '###', '# #', '###'],
  ['###', '  #', ' # ', ' # ', ' # '],
  ['###', '# #', '###', '# #', '###'],
  ['###', '# #', '###', '  #', '###'],
];

/** Height of a digit, in its own pixels. */
export const digitHeight = 5;

/** The inked pixels [x, y] of a whole number, from its upper left corner; digits are one pixel apart. */
export function digitPixels(number: number): [number, number][] {
  return Array.from(String(number)).flatMap((digit, place) =>
    shapes[Number(digit)]!.flatMap((row, y) =>
      Array.from(row).flatMap((ink, x): [number, number][] => (ink === '#' ? [[4 * place + x, y]] : [])),
    ),
  );
}
