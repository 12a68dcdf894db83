/** Up to `count` of the names that look most like `wanted`: same substring first, then fewest edits. */
export function nearest(wanted: string, names: readonly string[], count = 5): string[] {
  const low = wanted.toLowerCase();
  const scored = [...new Set(names)].map((name) => ({ name, score: distance(low, name.toLowerCase()) }));
  return scored
    .sort((a, b) => a.score - b.score)
    .slice(0, count)
    .map(({ name }) => name);
}

function distance(wanted: string, name: string): number {
  const contained = wanted !== '' && (name.includes(wanted) || wanted.includes(name));
  return contained ? Math.abs(name.length - wanted.length) / 1000 : edits(wanted, name);
}

/** Levenshtein's distance, one row at a time. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
