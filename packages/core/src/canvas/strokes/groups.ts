import type { TrueStroke } from '../canvas.ts';

/** A stroke with its copies, which stay copies. */
export type StrokeGroup = readonly TrueStroke[];

/** Strokes by what they are copies of, in the order in which each group begins. */
export function groupsOf(strokes: readonly TrueStroke[]): StrokeGroup[] {
  const groups = new Map<unknown, TrueStroke[]>();
  for (const stroke of strokes) {
    const key = stroke.copyOf ?? stroke;
    const group = groups.get(key);
    if (group) group.push(stroke);
    else groups.set(key, [stroke]);
  }
  return [...groups.values()];
}
