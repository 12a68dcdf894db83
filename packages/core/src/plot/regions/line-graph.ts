/** Points and the lines between them. */
export interface LineGraph {
  readonly x: number[];
  readonly y: number[];
  /** Nodes that each node is linked with. */
  readonly neighbours: number[][];
}

/** A graph without points. */
export function emptyGraph(): LineGraph {
  return { x: [], y: [], neighbours: [] };
}

/** A new node; returns its number. */
export function addNode({ x, y, neighbours }: LineGraph, atX: number, atY: number): number {
  x.push(atX);
  y.push(atY);
  neighbours.push([]);
  return x.length - 1;
}

/** Puts a line between two nodes, given by number. */
export function linkNodes({ neighbours }: LineGraph, one: number, other: number): void {
  neighbours[one]!.push(other);
  neighbours[other]!.push(one);
}

/** Nodes in a row; of a closed chain the first is not repeated. */
export interface Chain {
  readonly nodes: readonly number[];
  readonly closed: boolean;
}

/** Every link once, in chains that end where lines end or meet, and closed ones where neither happens. */
export function traceChains(graph: LineGraph): Chain[] {
  const walked = new Set<number>();
  const chains: Chain[] = [];
  const begin = (node: number): void => {
    for (const next of graph.neighbours[node]!) {
      if (!walked.has(linkKey(graph, node, next))) chains.push(follow(graph, node, next, walked));
    }
  };
  graph.neighbours.forEach((own, node) => {
    if (own.length !== 2) begin(node);
  });
  graph.neighbours.forEach((_, node) => {
    begin(node);
  });
  return chains;
}

function follow(graph: LineGraph, start: number, first: number, walked: Set<number>): Chain {
  const nodes = [start];
  let [from, at] = [start, first];
  for (;;) {
    walked.add(linkKey(graph, from, at));
    if (at === start) return { nodes, closed: true };
    nodes.push(at);
    const links = graph.neighbours[at]!;
    if (links.length !== 2) return { nodes, closed: false };
    const next = links[0] === from ? links[1]! : links[0]!;
    [from, at] = [at, next];
  }
}

function linkKey({ neighbours }: LineGraph, one: number, other: number): number {
  return Math.min(one, other) * neighbours.length + Math.max(one, other);
}
