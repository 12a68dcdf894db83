import { extend, type Builder, type Graph } from 'onnx-grad';

/** One part of a network, as both sides build it: this file in ONNX, ../pytorch_gradients.py in PyTorch. */
export type Layer =
  | {
      readonly kind: 'conv';
      readonly to: number;
      readonly kernel: number;
      readonly stride: number;
      readonly depthwise: boolean;
      readonly act: Activation;
    }
  | { readonly kind: 'maxpool'; readonly kernel: number; readonly stride: number; readonly pad: number }
  | {
      readonly kind: 'sum' | 'concat';
      readonly branches: readonly (readonly Layer[])[];
      readonly act: Activation;
    }
  | { readonly kind: 'tokens'; readonly patch: number; readonly width: number }
  | { readonly kind: 'transformer'; readonly heads: number };

export type Activation = 'none' | 'relu' | 'relu6';

/** A network of the bench: what is measured is the gradient of the sum of its output's squares. */
export interface BenchNetwork {
  readonly name: string;
  readonly layers: readonly Layer[];
}

function conv(to: number, kernel: number, stride = 1, act: Activation = 'relu', depthwise = false): Layer {
  return { kind: 'conv', to, kernel, stride, depthwise, act };
}

function pool(kernel: number, pad = 0): Layer {
  return { kind: 'maxpool', kernel, stride: 2, pad };
}

function times<T>(count: number, make: (i: number) => readonly T[]): T[] {
  return Array.from({ length: count }, (_, i) => make(i)).flat();
}

/** To conv5_1 (Simonyan and Zisserman 2015, table 1, D). */
const vgg16: BenchNetwork = {
  name: 'VGG-16 to conv5_1',
  layers: [
    ...[64, 128, 256, 512].flatMap((width, i) => [...times(i < 2 ? 2 : 3, () => [conv(width, 3)]), pool(2)]),
    conv(512, 3),
  ],
};

/** He et al. 2016, BatchNormalization folded; the stride is in the first 1 x 1, as in the ONNX project's file. */
function bottleneck(width: number, stride: number, widen: boolean): Layer {
  const main = [conv(width, 1, stride), conv(width, 3), conv(4 * width, 1, 1, 'none')];
  return { kind: 'sum', branches: [main, widen ? [conv(4 * width, 1, stride, 'none')] : []], act: 'relu' };
}

const resnet50: BenchNetwork = {
  name: 'ResNet-50',
  layers: [
    conv(64, 7, 2),
    pool(3, 1),
    ...[3, 4, 6, 3].flatMap((count, stage) =>
      times(count, (i) => [bottleneck(64 * 2 ** stage, i === 0 && stage > 0 ? 2 : 1, i === 0)]),
    ),
  ],
};

/** Iandola et al. 2016, version 1.0. */
function fire(squeeze: number, expand: number): Layer[] {
  return [
    conv(squeeze, 1),
    { kind: 'concat', branches: [[conv(expand, 1)], [conv(expand, 3)]], act: 'none' },
  ];
}

const squeezenet: BenchNetwork = {
  name: 'SqueezeNet 1.0',
  layers: [
    conv(96, 7, 2),
    pool(3),
    ...[fire(16, 64), fire(16, 64), fire(32, 128)].flat(),
    pool(3),
    ...[fire(32, 128), fire(48, 192), fire(48, 192), fire(64, 256)].flat(),
    pool(3),
    ...fire(64, 256),
    conv(1000, 1),
  ],
};

/** Sandler et al. 2018, table 2: inverted residuals around depthwise convolutions. */
function inverted(from: number, to: number, stride: number, expand: number): Layer[] {
  const widen = expand === 1 ? [] : [conv(expand * from, 1, 1, 'relu6')];
  const main = [...widen, conv(0, 3, stride, 'relu6', true), conv(to, 1, 1, 'none')];
  return stride === 1 && from === to ? [{ kind: 'sum', branches: [main, []], act: 'none' }] : main;
}

const mobilenet: BenchNetwork = {
  name: 'MobileNetV2',
  layers: [
    conv(32, 3, 2, 'relu6'),
    ...[
      [32, 16, 1, 1, 1],
      [16, 24, 2, 2, 6],
      [24, 32, 3, 2, 6],
      [32, 64, 4, 2, 6],
      [64, 96, 3, 1, 6],
      [96, 160, 3, 2, 6],
      [160, 320, 1, 1, 6],
    ].flatMap(([from = 0, to = 0, count = 0, stride = 0, expand = 0]) =>
      times(count, (i) => inverted(i === 0 ? from : to, to, i === 0 ? stride : 1, expand)),
    ),
    conv(1280, 1, 1, 'relu6'),
  ],
};

/** One block of ViT-B/16 (Dosovitskiy et al. 2021), without the class token. */
const vit: BenchNetwork = {
  name: 'ViT-B/16, one block',
  layers: [
    { kind: 'tokens', patch: 16, width: 768 },
    { kind: 'transformer', heads: 12 },
  ],
};

export const benchNetworks = { vgg16, resnet50, squeezenet, mobilenet, vit } as const;

/** The network with seeded random weights, on `x` [batch, 3, size, size], and the sum of its output's squares, `total`. */
export function buildNetwork(network: BenchNetwork, size: number, batch: number): Graph {
  const dims = [batch, 3, size, size];
  const inputs: Graph = {
    source: network.name,
    opset: 17,
    inputs: ['x'],
    outputs: ['x'],
    nodes: [],
    constants: new Map(),
    types: new Map([['x', { type: 'float32', dims }]]),
  };
  return extend(inputs, (b) => {
    const y = chain(b, network.layers, 'x');
    return [b.node('ReduceSum', [b.node('Mul', [y, y])], { keepdims: 0 }, 'total')];
  });
}

function chain(b: Builder, layers: readonly Layer[], x: string): string {
  return layers.reduce((value, layer) => apply(b, layer, value), x);
}

function apply(b: Builder, layer: Layer, x: string): string {
  switch (layer.kind) {
    case 'conv':
      return activate(b, convolve(b, layer, x), layer.act);
    case 'maxpool': {
      const { kernel, stride, pad } = layer;
      return b.node('MaxPool', [x], {
        kernel_shape: [kernel, kernel],
        strides: [stride, stride],
        pads: [pad, pad, pad, pad],
      });
    }
    case 'sum':
      return activate(
        b,
        b.node(
          'Add',
          layer.branches.map((branch) => chain(b, branch, x)),
        ),
        layer.act,
      );
    case 'concat':
      return activate(
        b,
        b.node(
          'Concat',
          layer.branches.map((branch) => chain(b, branch, x)),
          { axis: 1 },
        ),
        layer.act,
      );
    case 'tokens':
      return tokens(b, x, layer.patch, layer.width);
    case 'transformer':
      return transformer(b, x, layer.heads);
  }
}

function convolve(b: Builder, layer: Extract<Layer, { kind: 'conv' }>, x: string): string {
  const from = b.shape(x)[1]!;
  const { kernel, stride } = layer;
  const [to, each] = layer.depthwise ? [from, 1] : [layer.to, from];
  const pad = Math.floor(kernel / 2);
  return b.node('Conv', [x, weights(b, [to, each, kernel, kernel]), weights(b, [to])], {
    strides: [stride, stride],
    pads: [pad, pad, pad, pad],
    group: layer.depthwise ? from : 1,
  });
}

function activate(b: Builder, x: string, act: Activation): string {
  if (act === 'none') return x;
  return act === 'relu' ? b.node('Relu', [x]) : b.node('Clip', [x, b.constant(0), b.constant(6)]);
}

/** [N, 3, H, W] to [N, patches, width]. */
function tokens(b: Builder, x: string, patch: number, width: number): string {
  const maps = b.node('Conv', [x, weights(b, [width, 3, patch, patch]), weights(b, [width])], {
    strides: [patch, patch],
  });
  const flat = b.node('Reshape', [maps, b.ints([b.shape(maps)[0]!, width, -1])]);
  return b.node('Transpose', [flat], { perm: [0, 2, 1] });
}

function transformer(b: Builder, x: string, heads: number): string {
  const mixed = b.node('Add', [x, attention(b, normalised(b, x), heads)]);
  const width = b.shape(x)[2]!;
  const hidden = b.node('Gelu', [dense(b, normalised(b, mixed), 4 * width)]);
  return b.node('Add', [mixed, dense(b, hidden, width)]);
}

function attention(b: Builder, x: string, heads: number): string {
  const [batch = 1, count = 1, width = 1] = b.shape(x);
  const split = (perm: number[]): string =>
    b.node('Transpose', [b.node('Reshape', [dense(b, x, width), b.ints([batch, count, heads, -1])])], {
      perm,
    });
  const [q, k, v] = [split([0, 2, 1, 3]), split([0, 2, 3, 1]), split([0, 2, 1, 3])];
  const scores = b.node('Mul', [b.node('MatMul', [q, k]), b.constant(Math.sqrt(heads / width))]);
  const mixed = b.node('MatMul', [b.node('Softmax', [scores], { axis: -1 }), v]);
  const rows = b.node('Reshape', [
    b.node('Transpose', [mixed], { perm: [0, 2, 1, 3] }),
    b.ints([batch, count, width]),
  ]);
  return dense(b, rows, width);
}

function dense(b: Builder, x: string, to: number): string {
  const product = b.node('MatMul', [x, weights(b, [to, b.shape(x).at(-1)!].reverse())]);
  return b.node('Add', [product, weights(b, [to])]);
}

function normalised(b: Builder, x: string): string {
  const width = b.shape(x).at(-1)!;
  const ones = { type: 'float32', dims: [width], data: new Float32Array(width).fill(1) } as const;
  return b.node('LayerNormalization', [x, b.constant(ones), weights(b, [width])]);
}

/** Uniform as He et al. initialise them, so that signals keep their size; biases within 0.05. */
function weights(b: Builder, dims: readonly number[]): string {
  const size = dims.reduce((a, n) => a * n, 1);
  const inputs = dims.length === 2 ? dims[0]! : size / dims[0]!;
  const bound = dims.length === 1 ? 0.05 : Math.sqrt(6 / inputs);
  const data = new Float32Array(size);
  let state = 0x9e3779b9 ^ size;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    data[i] = bound * (state / 2 ** 31);
  }
  return b.constant({ type: 'float32', dims, data });
}
