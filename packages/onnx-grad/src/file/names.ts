import type { Tensor } from './tensor.ts';

/** The first name like `wanted` that is free. `next` remembers where to look on, so that many take no longer. */
export function freshName(
  wanted: string,
  taken: (name: string) => boolean,
  next = new Map<string, number>(),
): string {
  let name = wanted;
  let i = next.get(wanted) ?? 2;
  for (; taken(name); i++) name = `${wanted}_${i}`;
  next.set(wanted, i);
  return name;
}

/** Constants of a graph inside an attribute, which sees those around it. */
export class Scope {
  readonly own: Map<string, Tensor>;
  private readonly around: Scope | undefined;

  constructor(own: ReadonlyMap<string, Tensor>, around?: Scope) {
    this.own = new Map(own);
    this.around = around;
  }

  get(name: string): Tensor | undefined {
    return this.own.get(name) ?? this.around?.get(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  set(name: string, tensor: Tensor): void {
    this.own.set(name, tensor);
  }
}
