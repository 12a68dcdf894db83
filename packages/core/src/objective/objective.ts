/** What is to be excited, resolved to names and numbers of one network. */
export type Term = ClassTerm | ChannelTerm | NeuronTerm;

/**
 * A class of the network's last layer: its logit, the logarithm of its probability (natural), or how far its logit stands
 * above the mean of all logits, 0 below it.
 */
export interface ClassTerm {
  readonly kind: 'class';
  readonly index: number;
  readonly label: string;
  readonly measure: 'logit' | 'log-probability' | 'standing';
  readonly weight: number;
}

/** A channel of a layer: the mean of its map; one to be avoided (weight below 0) counts only where it is above 0. */
export interface ChannelTerm {
  readonly kind: 'channel';
  readonly layer: string;
  readonly channel: number;
  readonly weight: number;
}

/** One place of a channel's map; one to be avoided counts only above 0. */
export interface NeuronTerm {
  readonly kind: 'neuron';
  readonly layer: string;
  readonly channel: number;
  readonly y: number;
  readonly x: number;
  readonly weight: number;
}

/** The objective's value: the weighted sum of its terms' values. */
export function excitation(objective: readonly Term[], values: readonly number[]): number {
  return objective.reduce((sum, term, i) => sum + term.weight * values[i]!, 0);
}

/** What a person would call it: "octopus", "fire8/concat 11", "conv4 7,3,3". */
export function describe(term: Term): string {
  if (term.kind === 'class') return term.label;
  if (term.kind === 'channel') return `${term.layer} ${term.channel}`;
  return `${term.layer} ${term.channel},${term.y},${term.x}`;
}

/** What a person would call the whole: "octopus", "octopus + lion, not cat-face". */
export function describeAll(objective: readonly Term[]): string {
  const names = (wanted: boolean): string[] => [
    ...new Set(objective.filter(({ weight }) => weight > 0 === wanted).map(describe)),
  ];
  const [liked, avoided] = [names(true), names(false).map((name) => `not ${name}`)];
  return [...(liked.length > 0 ? [liked.join(' + ')] : []), ...avoided].join(', ');
}
