import { InkceptionError } from '../error.ts';

const sizesMm: Readonly<Record<string, readonly [number, number]>> = {
  a6: [105, 148],
  a5: [148, 210],
  a4: [210, 297],
  a3: [297, 420],
  a2: [420, 594],
  letter: [215.9, 279.4],
  tabloid: [279.4, 431.8],
};

/** Width and height in mm of "A5", "A5 landscape" or "150x100". Errors: `bad-option`. */
export function paperSizeMm(name: string): readonly [number, number] {
  const [size = '', ...turn] = name
    .trim()
    .toLowerCase()
    .split(/[\s-]+/);
  const known = Object.hasOwn(sizesMm, size) ? sizesMm[size] : customSize(size);
  const landscape = turn.length === 1 && turn[0] === 'landscape';
  if (!known || (turn.length > 0 && !landscape)) throw unknownPaper(name);
  return landscape ? [known[1], known[0]] : known;
}

function customSize(text: string): readonly [number, number] | null {
  const match = /^(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(?:mm)?$/.exec(text);
  return match && Number(match[1]) > 0 && Number(match[2]) > 0 ? [Number(match[1]), Number(match[2])] : null;
}

function unknownPaper(name: string): InkceptionError {
  const names = Object.keys(sizesMm).map((key) => key[0]!.toUpperCase() + key.slice(1));
  return new InkceptionError(
    'bad-option',
    `paper "${name}" is not known: give one of ${names.join(', ')} ("A5 landscape" turns it), or its size in mm, such as 150x100`,
  );
}
