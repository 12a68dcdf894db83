import type { Call } from './call.ts';
import type { Rule } from './rule.ts';

/** How numbers move: to a shape that has blocks and pixels apart, to another order, to the shape of the result. */
interface Move {
  readonly apart: readonly number[];
  readonly perm: readonly number[];
  readonly dims: readonly number[];
}

/** Said as Reshape, Transpose, Reshape. */
function moved(move: (call: Call) => Move): Rule {
  return {
    infer: (call) => call.like(move(call).dims),
    lower: (call, b) => {
      const { apart, perm, dims } = move(call);
      const pieces = b.node('Reshape', [call.input(0), b.ints(apart)]);
      const turned = b.node('Transpose', [pieces], { perm });
      b.node('Reshape', [turned, b.ints(dims)], {}, call.node.outputs[0]);
      return true;
    },
  };
}

function blockOf(call: Call): number {
  const block = call.int('blocksize', 0);
  if (block < 1) call.fail('unsupported-attribute', `blocksize is ${block}, expected at least 1`);
  if (call.rank(0) !== 4) call.fail('bad-shape', 'four axes were expected');
  return block;
}

/** [N, k k C, H, W] to [N, C, k H, k W]; the block's axes come first (DCR) or after the channel (CRD). */
function depthToSpace(call: Call): Move {
  const k = blockOf(call);
  const [n = 1, c = 1, h = 1, w = 1] = call.dims(0);
  if (c % (k * k) !== 0) call.fail('bad-shape', `${c} channels do not divide into blocks of ${k} x ${k}`);
  const channels = c / (k * k);
  const dims = [n, channels, h * k, w * k];
  return call.text('mode', 'DCR') === 'CRD'
    ? { apart: [n, channels, k, k, h, w], perm: [0, 1, 4, 2, 5, 3], dims }
    : { apart: [n, k, k, channels, h, w], perm: [0, 3, 4, 1, 5, 2], dims };
}

/** [N, C, k H, k W] to [N, k k C, H, W] */
function spaceToDepth(call: Call): Move {
  const k = blockOf(call);
  const [n = 1, c = 1, h = 1, w = 1] = call.dims(0);
  if (h % k !== 0 || w % k !== 0)
    call.fail('bad-shape', `${h} x ${w} does not divide into blocks of ${k} x ${k}`);
  return { apart: [n, c, h / k, k, w / k, k], perm: [0, 3, 5, 1, 2, 4], dims: [n, k * k * c, h / k, w / k] };
}

export const spaceRules = {
  DepthToSpace: moved(depthToSpace),
  SpaceToDepth: moved(spaceToDepth),
} satisfies Record<string, Rule>;
