import type { Graph } from 'onnx-grad';

type Node = Graph['nodes'][number];

/** What a person may call a layer: one label of its own, and other words that may also mean others. */
export interface LayerLabel {
  /** The value's name in the file. */
  readonly value: string;
  /** Unique in the network: conv5_1, fire8/concat, layer3.1.conv2. */
  readonly label: string;
  readonly aliases: readonly string[];
}

/**
 * Labels of the values that `graph` computes, in its order. Taken from the first that says something: the value's name,
 * the weights' name, the node's name or module path, the layer before; else the operator and a number. `file` is the
 * graph as it was read, where weights still have the names they were given.
 */
export function labelLayers(graph: Graph, file: Graph): LayerLabel[] {
  const namer = new Namer(graph, file);
  const named = graph.nodes.flatMap((node) =>
    node.outputs.filter((value) => value !== '').map((value) => ({ value, label: namer.name(node, value) })),
  );
  const staged = stageNames(graph, named);
  const pools = new Set(graph.nodes.filter(({ op }) => op.endsWith('Pool')).flatMap((node) => node.outputs));
  const blocks = blockNames(named.map(({ value, label }) => (pools.has(value) ? '' : label)));
  return named.map(({ value, label }, i) => {
    const stage = staged.get(value);
    const aliases = [...(blocks.get(i) ?? []), ...(stage === undefined ? [] : [label])];
    return { value, label: stage ?? label, aliases };
  });
}

/** Operators by shorter words. */
const words: Readonly<Record<string, string>> = {
  Add: 'sum',
  AveragePool: 'pool',
  GlobalAveragePool: 'mean',
};

/** Gives each value a label that no other has, in the graph's order. */
class Namer {
  private readonly file: Graph;
  private readonly made: ReadonlyMap<string, Node>;
  private readonly values: ReadonlySet<string>;
  /** Of the values so far: what their unnamed followers are called after, and how late they come. */
  private readonly stems = new Map<string, { readonly stem: string; readonly at: number }>();
  private readonly taken = new Set<string>();
  private readonly counts = new Map<string, number>();
  private readonly tidy: (name: string) => string;
  private readonly sharedPaths: ReadonlySet<string>;

  constructor(graph: Graph, file: Graph) {
    this.file = file;
    this.made = new Map(file.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
    this.values = new Set(graph.nodes.flatMap((node) => node.outputs));
    this.tidy = tidier([...this.values]);
    this.sharedPaths = repeated(file.nodes.map((node) => modulePath(node.name)));
  }

  name(node: Node, value: string): string {
    const source = this.made.get(value) ?? node;
    const stem = this.stemOf(node);
    const candidates = [
      this.readable(this.tidy(value), node),
      this.fromPath(source.name) ?? this.readable(this.tidy(source.name), node),
      this.fromWeights(source),
      this.fromInputs(node, stem),
      this.counted(node),
    ];
    const label = candidates.find((name) => name !== undefined && this.isFree(name, value)) ?? value;
    const own = label !== candidates[3] || stem === undefined;
    this.stems.set(value, { stem: own ? label : stem, at: this.taken.size });
    this.taken.add(label);
    return label;
  }

  private isFree(name: string, value: string): boolean {
    return name !== '' && !this.taken.has(name) && (name === value || !this.values.has(name));
  }

  /** A name that a person gave, or could have. */
  private readable(name: string, { op }: Node): string | undefined {
    const machine = new RegExp(`^(${op}|[A-Za-z]?|onnx::\\w+|val|node|tensor|getitem)[_.]?\\d*$`);
    const generic = /^(conv\dd|linear|addmm|batch_norm|max_pool\dd|_native\w*)(_\d+)?$/;
    return machine.test(name) || generic.test(name) || name.startsWith('/') ? undefined : name;
  }

  /** "/layer3/layer3.1/conv1/Conv" is layer3.1.conv1; the operator is told only where a module has several. */
  private fromPath(name: string): string | undefined {
    const path = modulePath(name);
    if (path === undefined) return undefined;
    const op = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
    return this.sharedPaths.has(path) || path === ''
      ? [path, op].filter((part) => part !== '').join('.')
      : path;
  }

  /** The weights of a Conv or Gemm, or of the Conv whose normalisation was folded into it. */
  private fromWeights(source: Node): string | undefined {
    const weighted = source.op === 'BatchNormalization' ? this.made.get(source.inputs[0] ?? '') : source;
    if (!weighted || !/^(Conv|ConvTranspose|Gemm|MatMul)$/.test(weighted.op)) return undefined;
    const weights = weighted.inputs.slice(1).find((name) => this.isWeight(name));
    const name = weights?.replace(/:0$/, '').replace(/[._/]?(weights?|kernel|filter|[wW])(_\d+)?$/, '');
    return name === undefined ? undefined : this.readable(this.tidy(name), weighted);
  }

  private isWeight(name: string): boolean {
    return this.file.constants.has(name) || this.made.get(name)?.op === 'ConstantOfShape';
  }

  /** "relu5_1" after conv5_1, "pool4" after fire4/concat, "res2_1/sum" where branches of res2_1 meet. */
  private fromInputs({ op }: Node, stem: string | undefined): string | undefined {
    if (stem === undefined) return undefined;
    const number = /^[a-z]+(\d+)/i.exec(stem)?.[1];
    if (op === 'MaxPool' && number !== undefined && this.isFree(`pool${number}`, '')) return `pool${number}`;
    const numbered = /^conv(\d\w*)$/.exec(stem);
    return numbered && op === 'Relu' ? `relu${numbered[1]!}` : `${stem}/${words[op] ?? op.toLowerCase()}`;
  }

  /** What unnamed followers are called after: the last named layer, or its block where branches have met. */
  private stemOf({ op, inputs }: Node): string | undefined {
    const stem = inputs.flatMap((name) => this.stems.get(name) ?? []).sort((a, b) => b.at - a.at)[0]?.stem;
    const meets = op === 'Concat' || op === 'Add' || op === 'Sum';
    return meets && stem !== undefined ? blockOf(stem) || stem : stem;
  }

  private counted({ op }: Node): string {
    const word = op.toLowerCase();
    for (let n = (this.counts.get(word) ?? 0) + 1; ; n++) {
      this.counts.set(word, n);
      if (this.isFree(`${word}${n}`, '')) return `${word}${n}`;
    }
  }
}

/** The modules of a PyTorch export, from the inside: "/layer3/layer3.1/conv1/Conv" is in layer3.1.conv1. */
function modulePath(name: string): string | undefined {
  if (!name.startsWith('/')) return undefined;
  const modules = name.split('/').slice(1, -1);
  return modules.filter((part, i) => !modules[i + 1]?.startsWith(`${part}.`)).join('.');
}

function repeated(names: readonly (string | undefined)[]): Set<string> {
  const seen = new Set<string>();
  return new Set(
    names.flatMap((name) => (name === undefined || !seen.has(name) ? (seen.add(name ?? ''), []) : [name])),
  );
}

/** Takes off what exporters add to all names: "gpu_0/", "resnetv17_", "_fwd", "_output_0", and a last "_1" that counts versions. */
function tidier(values: readonly string[]): (name: string) => string {
  const versioned = values.filter((name) => /_\d+$/.test(name)).length > 0.95 * values.length;
  const model = /^[a-z]+(?:v\d)?\d+_(?=[a-z])/.exec(values.at(-1) ?? '')?.[0] ?? '';
  return (name) => {
    const bare = name
      .replace(/^gpu_\d+\//, '')
      .replace(/:0$/, '')
      .replace(/_output_\d+$/, '')
      .replace(/_fwd$/, '')
      .replace(versioned ? /_\d+$/ : /(?!)/, '');
    return model !== '' && bare.startsWith(model) ? bare.slice(model.length).replace(/__/g, '_') : bare;
  };
}

/** The block that a layer belongs to: fire8 of fire8/concat, layer3.1 of layer3.1.conv2, res2_1 of res2_1_branch2a. */
export function blockOf(label: string): string {
  return /^(.+?)_branch\w*$/.exec(label)?.[1] ?? /^(.+)[/.][^/.]+$/.exec(label)?.[1] ?? '';
}

/** A block is called by its last layer, that is its output; GoogLeNet's also as Lucid calls them (mixed4c). */
function blockNames(labels: readonly string[]): Map<number, string[]> {
  const last = new Map<string, number>();
  const sizes = new Map<string, number>();
  labels.forEach((label, i) => {
    for (let block = blockOf(label); block !== ''; block = blockOf(block)) {
      last.set(block, i);
      sizes.set(block, (sizes.get(block) ?? 0) + 1);
    }
  });
  const names = new Map<number, string[]>();
  for (const [block, i] of last) {
    if (sizes.get(block) === 1 || labels.includes(block)) continue;
    const mixed = /^inception_?(\d[a-z])$/i.exec(block)?.[1];
    names.set(i, [...(names.get(i) ?? []), block, ...(mixed === undefined ? [] : [`mixed${mixed}`])]);
  }
  return names;
}

/** A plain chain whose Convs are only counted (conv0 to conv12 of VGG) gets VGG's own names: conv5_1, relu5_1. */
function stageNames(
  graph: Graph,
  named: readonly { readonly value: string; readonly label: string }[],
): Map<string, string> {
  const labels = new Map(named.map(({ value, label }) => [value, label]));
  const convs = graph.nodes.filter(({ op }) => op === 'Conv');
  const counted = convs.every(({ outputs }) => /^conv\d*$/.test(labels.get(outputs[0]!)!));
  const pools = graph.nodes.filter(({ op }) => op === 'MaxPool').length;
  const chain = graph.nodes.every(({ op }) => op !== 'Concat' && op !== 'Add' && op !== 'Sum');
  const staged = new Map<string, string>();
  if (!counted || !chain || pools < 4 || convs.length <= 2 * pools - 3) return staged;
  let [stage, inStage] = [1, 0];
  for (const { op, outputs } of graph.nodes) {
    if (op === 'Conv') staged.set(outputs[0]!, `conv${stage}_${(inStage += 1)}`);
    if (op === 'Relu' && inStage > 0) staged.set(outputs[0]!, `relu${stage}_${inStage}`);
    if (op !== 'MaxPool') continue;
    staged.set(outputs[0]!, `pool${stage}`);
    [stage, inStage] = [stage + 1, 0];
  }
  return staged;
}
