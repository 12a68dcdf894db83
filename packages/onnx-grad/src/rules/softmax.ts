import type { Call } from './call.ts';
import type { Rule, Step } from './rule.ts';

/** Since opset 13: along one axis. Older files are brought to this on reading. */
function axisOf(call: Call): number {
  return call.axis(call.int('axis', -1));
}

function along(gradient: (step: Step, axis: number) => string): Rule {
  return {
    infer: (call) => {
      axisOf(call);
      return call.like(call.dims(0));
    },
    gradient: (step) => [gradient(step, axisOf(step.call))],
  };
}

export const softmaxRules = {
  // d softmax(x) = y (dx - sum(y dx))
  Softmax: along((step, axis) => {
    const { b, dy } = step;
    const mean = b.node('ReduceSum', [b.node('Mul', [dy, step.y()]), b.ints([axis])]);
    return b.node('Mul', [step.y(), b.node('Sub', [dy, mean])]);
  }),
  // d log_softmax(x) = dx - exp(y) sum(dx)
  LogSoftmax: along((step, axis) => {
    const { b, dy } = step;
    const total = b.node('ReduceSum', [dy, b.ints([axis])]);
    return b.node('Sub', [dy, b.node('Mul', [b.node('Exp', [step.y()]), total])]);
  }),
} satisfies Record<string, Rule>;
