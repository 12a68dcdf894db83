/** What is to be excited, resolved to names and numbers of one network. */
export type Term = ClassTerm | ChannelTerm | NeuronTerm | ContentTerm | StyleTerm;

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

/** How alike a layer is, place by place, to what it is for another picture: 1 where they are the same. */
export interface ContentTerm {
  readonly kind: 'content';
  readonly layer: string;
  readonly weight: number;
}

/** How alike a layer's Gram matrix is to that for another picture: which features go together, wherever they are. */
export interface StyleTerm {
  readonly kind: 'style';
  readonly layer: string;
  readonly weight: number;
}

/** The objective's value: the weighted sum of its terms' values. */
export function excitation(objective: readonly Term[], values: readonly number[]): number {
  return objective.reduce((sum, term, i) => sum + term.weight * values[i]!, 0);
}

/** What a person would call it: "octopus", "fire8/concat 11", "conv4 7,3,3", "content of conv3". */
export function describe(term: Term): string {
  if (term.kind === 'class') return term.label;
  if (term.kind === 'channel') return `${term.layer} ${term.channel}`;
  if (term.kind !== 'neuron') return `${term.kind} of ${term.layer}`;
  return `${term.layer} ${term.channel},${term.y},${term.x}`;
}

/** All that is compared with another picture is one likeness. */
function briefly(term: Term): string {
  return term.kind === 'content' || term.kind === 'style' ? 'likeness' : describe(term);
}

/** What a person would call the whole: "octopus", "octopus + lion, not cat". */
export function describeAll(objective: readonly Term[]): string {
  const names = (wanted: boolean): string[] => [
    ...new Set(objective.filter(({ weight }) => weight > 0 === wanted).map(briefly)),
  ];
  const [liked, avoided] = [names(true), names(false).map((name) => `not ${name}`)];
  return [...(liked.length > 0 ? [liked.join(' + ')] : []), ...avoided].join(', ');
}
