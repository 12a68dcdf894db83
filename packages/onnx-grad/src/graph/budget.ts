import type { Tensor } from '../file/tensor.ts';

/** What any network may have computed while its graph is built: masks, tables, zeros (numbers). */
const base = 2 ** 26;
/** And in proportion to its weights: each of them folded into others a few times. */
const perWeight = 16;

/** How many numbers may still be computed while a graph is built, so that no file asks for more than its size allows. */
export interface Budget {
  /** Takes `count` numbers from what is left; false, and nothing taken, when there are not so many. */
  spend(count: number): boolean;
}

export function budgetFor(constants: ReadonlyMap<string, Tensor>): Budget {
  let left = base;
  for (const { data } of constants.values()) left += perWeight * data.length;
  return {
    spend: (count) => {
      if (!(count <= left)) return false;
      left -= count;
      return true;
    },
  };
}
