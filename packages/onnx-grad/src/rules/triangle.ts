import { sizeOf, tensorOf } from '../file/tensor.ts';
import type { Rule } from './rule.ts';
import { said } from './unary.ts';

/** Keeps what is on or above the k-th diagonal of the last two axes (`upper`), or on or below; the rest is 0. */
export const triangleRules = {
  Trilu: said((call, b, output) => {
    const [x, upper] = [call.input(0), call.int('upper', 1) === 1];
    const k = call.has(1) ? Number(call.known(1).data[0]) : 0;
    const [rows = 1, columns = 1] =
      call.rank(0) < 2 ? call.fail('bad-shape', 'no matrix') : call.dims(0).slice(-2);
    call.spend(sizeOf([rows, columns]));
    const kept = Array.from({ length: rows * columns }, (_, i) => {
      const beside = (i % columns) - Math.floor(i / columns) - k;
      return Number(upper ? beside >= 0 : beside <= 0);
    });
    // Where, not Mul: what is cut off may be infinite.
    b.node('Where', [b.constant(tensorOf('bool', [rows, columns], kept)), x, b.scalar(x, 0)], {}, output);
  }),
} satisfies Record<string, Rule>;
