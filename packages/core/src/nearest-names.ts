/**
 * The known names most like a mistyped one, best first; for "did you mean". Small edits, a right word among
 * several and a name within the other all count as near; case does not matter. Always `count` names, where
 * there are as many.
 */
export function nearestNames(wanted: string, known: readonly string[], count = 5): string[] {
  const target = clip(wanted);
  return [...new Set(known)]
    .map((name, order) => ({ name, order, distance: nameDistance(target, clip(name)) }))
    .sort((a, b) => a.distance - b.distance || a.order - b.order)
    .slice(0, count)
    .map(({ name }) => name);
}

// Nobody mistypes a name this long, and the cost of a comparison grows with the square of it.
const longest = 64;

function clip(name: string): string {
  return name.toLowerCase().slice(0, longest);
}

const perOtherWord = 0.5;
const perExtraLetter = 0.05;

/** Edits from one to the other, or from its nearest word; less where one name holds the other. */
function nameDistance(wanted: string, name: string): number {
  if (name === wanted) return -1; // before names of which it is a word
  return Math.min(editDistance(wanted, name), wordDistance(wanted, name), heldDistance(wanted, name));
}

function wordDistance(wanted: string, name: string): number {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const nearest = Math.min(...words.map((word) => editDistance(wanted, word)));
  return nearest + perOtherWord * (words.length - 1);
}

function heldDistance(wanted: string, name: string): number {
  const [short, long] = wanted.length < name.length ? [wanted, name] : [name, wanted];
  if (short.length < 3 || !long.includes(short)) return Infinity;
  return 1 + perExtraLetter * (long.length - short.length);
}

/** Letters inserted, removed, replaced or swapped with their neighbour (optimal string alignment). */
export function editDistance(left: string, right: string): number {
  let [beforeLast, last] = [[] as number[], Array.from({ length: right.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = last[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1);
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    [beforeLast, last] = [last, row];
  }
  return last[right.length]!;
}
