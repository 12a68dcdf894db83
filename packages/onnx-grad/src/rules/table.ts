import { OnnxGradError } from '../error.ts';
import type { Node } from '../file/model.ts';
import { nodeLabel } from '../graph/graph.ts';
import { averagePoolRules } from './average-pool.ts';
import { binaryRules } from './binary.ts';
import { branchRules } from './branch.ts';
import { convolutionRules } from './convolution.ts';
import { einsumRules } from './einsum.ts';
import { gatherNDRules } from './gather-nd.ts';
import { gatherRules } from './gather.ts';
import { generateRules } from './generate.ts';
import { identityRules } from './identity.ts';
import { matrixRules } from './matrix.ts';
import { maxPoolRules } from './max-pool.ts';
import { movementRules } from './movement.ts';
import { normalisationRules } from './normalisation.ts';
import { padRules } from './pad.ts';
import { quantiseRules } from './quantise.ts';
import { rectifierRules } from './rectifiers.ts';
import { reduceRules } from './reduce.ts';
import { reshapeRules } from './reshape.ts';
import { resizeRules } from './resize.ts';
import type { Rule } from './rule.ts';
import { sliceRules } from './slice.ts';
import { spaceRules } from './space.ts';
import { softmaxRules } from './softmax.ts';
import { triangleRules } from './triangle.ts';
import { unaryRules } from './unary.ts';

const table = {
  ...averagePoolRules,
  ...binaryRules,
  ...branchRules,
  ...convolutionRules,
  ...einsumRules,
  ...gatherRules,
  ...gatherNDRules,
  ...generateRules,
  ...identityRules,
  ...matrixRules,
  ...maxPoolRules,
  ...movementRules,
  ...normalisationRules,
  ...padRules,
  ...quantiseRules,
  ...rectifierRules,
  ...reduceRules,
  ...reshapeRules,
  ...resizeRules,
  ...sliceRules,
  ...softmaxRules,
  ...spaceRules,
  ...triangleRules,
  ...unaryRules,
};

/** The operators that have a rule. */
export type Op = keyof typeof table;

export const rules: Readonly<Record<Op, Rule>> = table;

export function ruleOf(op: string): Rule | undefined {
  return Object.hasOwn(rules, op) ? rules[op as Op] : undefined;
}

/** The rule for a node. Errors: `unsupported-op`, naming op, node and file. */
export function ruleFor(node: Node, source: string): Rule {
  const rule = node.domain === '' ? ruleOf(node.op) : undefined;
  if (rule) return rule;
  const op = node.domain ? `${node.domain}.${node.op}` : node.op;
  throw new OnnxGradError(
    'unsupported-op',
    `${source}: ${nodeLabel(node)}: there is no rule for the operator ${op}; cut the network before it (cutAt)`,
  );
}
