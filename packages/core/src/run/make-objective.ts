import { InkceptionError } from '../error.ts';
import type { Settings } from '../excite/settings.ts';
import { findClass } from '../network/card.ts';
import { findLayerName } from '../network/layers.ts';
import type { Network } from '../network/network.ts';
import { isRecord } from '../json-record.ts';
import { badOption } from '../option.ts';
import type { ClassTerm, Term } from '../objective/objective.ts';

/**
 * What a person wants excited; layers and classes by any of their names, `y` and `x` in units of the layer, from 0.
 */
export type Target =
  | { readonly kind: 'class'; readonly name: string }
  | { readonly kind: 'channel'; readonly layer: string; readonly channel: number }
  | {
      readonly kind: 'neuron';
      readonly layer: string;
      readonly channel: number;
      readonly y: number;
      readonly x: number;
    };

/** Weight 1 is as much as the target alone; below 0 it is to be avoided. */
export interface WeightedTarget {
  readonly target: Target;
  readonly weight: number;
}

/** What is wanted, as a list. Errors: `bad-option` for what is no target: plain JavaScript gives anything. */
function weighted(wanted: Target | readonly WeightedTarget[]): readonly WeightedTarget[] {
  const list: readonly unknown[] = Array.isArray(wanted) ? wanted : [{ target: wanted, weight: 1 }];
  for (const entry of list) checkTarget(isRecord(entry) ? entry['target'] : entry);
  return list as readonly WeightedTarget[];
}

function checkTarget(target: unknown): void {
  const { kind, name, layer } = isRecord(target) ? target : {};
  if (kind === 'class' && (typeof name === 'string' || typeof name === 'number')) return;
  if ((kind === 'channel' || kind === 'neuron') && typeof layer === 'string') return;
  throw badOption(
    `a target is ${JSON.stringify(target)}, expected { kind: 'class', name }, { kind: 'channel', layer, channel } or { kind: 'neuron', layer, channel, y, x }`,
  );
}

/** Whether a class is among what is to be excited. */
export function wantsClass(wanted: Target | readonly WeightedTarget[]): boolean {
  return weighted(wanted).some(({ target, weight }) => target.kind === 'class' && weight > 0);
}

/**
 * The terms of an objective: their weighted sum is excited. Errors: `bad-option` for a target or a weight that is none,
 * `unknown-class`, `unknown-layer`.
 */
export function makeObjective(
  wanted: Target | readonly WeightedTarget[],
  settings: Settings,
  network: Network,
): Term[] {
  return weighted(wanted).flatMap(({ target, weight }): Term[] => {
    if (!Number.isFinite(weight) || weight === 0)
      throw new InkceptionError('bad-option', `a term's weight is ${weight}, expected a number other than 0`);
    if (target.kind === 'class') return classTerms(target.name, weight, settings, network);
    return [{ ...target, layer: findLayerName(network, target.layer), weight }];
  });
}

/**
 * A class in the measures of the settings. One to be avoided must not stand out: a logit or the logarithm of a probability
 * would fall without end, and the picture be made of nothing but what the class is not.
 */
function classTerms(
  name: string,
  weight: number,
  { classMeasures }: Settings,
  network: Network,
): ClassTerm[] {
  const { index, label } = findClass(network.card, name);
  const { logit, logProbability } = classMeasures;
  const wanted = [
    { measure: 'logit', weight: weight * logit },
    { measure: 'log-probability', weight: weight * logProbability },
  ] as const;
  if (logit === 0 && logProbability === 0)
    throw new InkceptionError(
      'bad-option',
      'classMeasures.logit and classMeasures.logProbability are both 0: nothing of the class would be excited',
    );
  const avoided = [{ measure: 'standing', weight: weight * (logit || 1) }] as const;
  return (weight > 0 ? wanted : avoided)
    .filter((measure) => measure.weight !== 0)
    .map((measure) => ({ kind: 'class', index, label, ...measure }));
}
