/** Capitals and digits of 3 x 5 pixels, five rows of three a shape, for what stands under tiles. */
const shapes: Readonly<Record<string, string>> = {
  '0': '### # # # # # # ###',
  '1': ' #  ##   #   #  ###',
  '2': '###   # ### #   ###',
  '3': '###   #  ##   # ###',
  '4': '# # # # ###   #   #',
  '5': '### #   ###   # ###',
  '6': '### #   ### # # ###',
  '7': '###   #  #   #   # ',
  '8': '### # # ### # # ###',
  '9': '### # # ###   # ###',
  a: ' #  # # ### # # # #',
  b: '##  # # ##  # # ## ',
  c: ' ## #   #   #    ##',
  d: '##  # # # # # # ## ',
  e: '### #   ##  #   ###',
  f: '### #   ##  #   #  ',
  g: ' ## #   # # # #  ##',
  h: '# # # # ### # # # #',
  i: '###  #   #   #  ###',
  j: '  #   #   # # #  # ',
  k: '# # # # ##  # # # #',
  l: '#   #   #   #   ###',
  m: '# # ### ### # # # #',
  n: '##  # # # # # # # #',
  o: ' #  # # # # # #  # ',
  p: '##  # # ##  #   #  ',
  q: ' #  # # # #  ##   #',
  r: '##  # # ##  # # # #',
  s: ' ## #    #    # ## ',
  t: '###  #   #   #   # ',
  u: '# # # # # # # # ###',
  v: '# # # # # # # #  # ',
  w: '# # # # ### ### # #',
  x: '# # # #  #  # # # #',
  y: '# # # #  #   #   # ',
  z: '###   #  #  #   ###',
  '-': '        ###        ',
};

/** Height of a letter, in its own pixels. */
export const letterHeight = 5;

/** From one letter to the next, in its own pixels. */
export const letterAdvance = 4;

/** The inked pixels [x, y] of a name or a number, from its upper left corner; what has no shape is a gap. */
export function letterPixels(text: string): [number, number][] {
  return Array.from(text.toLowerCase()).flatMap((letter, place) =>
    Array.from(shapes[letter] ?? '').flatMap((ink, i): [number, number][] =>
      ink === '#' ? [[letterAdvance * place + (i % 4), Math.floor(i / 4)]] : [],
    ),
  );
}
