import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extend, type Builder, type Graph } from 'onnx-grad';
import type { NetworkCard } from '../../src/network/card.ts';
import { cutNetwork, findLayerName, listLayers } from '../../src/network/layers.ts';
import { loadNetwork, type Network } from '../../src/network/network.ts';
import { builtIn, noSqueezeNet, squeezeNet } from '../network-fixtures.ts';

const card: NetworkCard = {
  name: 'net',
  input: { channels: 'RGB', range: [0, 1], mean: [0, 0, 0], std: [1, 1, 1], size: [64, 64] },
  licence: 'MIT',
  source: 'a test',
};

/** Nodes of a made-up file, as an exporter names them: op, node's name, inputs, output. */
type Line = readonly [op: string, name: string, inputs: readonly string[], output: string];

/** A network whose Convs are 3 x 3 with as many channels as they find; weights get what names the lines give them. */
function networkOf(lines: readonly Line[]): Network {
  const types = new Map([['x', { type: 'float32', dims: [1, 3, 64, 64] } as const]]);
  const empty: Graph = {
    source: 'net.onnx',
    opset: 17,
    inputs: ['x'],
    outputs: ['x'],
    nodes: [],
    constants: new Map(),
    types,
  };
  const graph = extend(empty, (b) => [lines.reduce((_, line) => addLine(b, line), 'x')]);
  const names = new Map(lines.map(([, name, , output]) => [output, name]));
  const nodes = graph.nodes.map((node) => ({ ...node, name: names.get(node.outputs[0]!) ?? '' }));
  return { card, graph: { ...graph, nodes, types } };
}

function addLine(b: Builder, [op, , inputs, output]: Line): string {
  const [x = 'x', weights = 'w'] = inputs;
  if (op === 'Conv') {
    const channels = b.shape(x)[1]!;
    const dims = [channels, channels, 3, 3];
    const data = Float32Array.from({ length: 9 * channels ** 2 }, (_, i) => Math.sin(i));
    const filter = b.constant({ type: 'float32', dims, data }, weights);
    return b.node('Conv', [x, filter], { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }, output);
  }
  if (op === 'MaxPool') return b.node(op, [x], { kernel_shape: [2, 2], strides: [2, 2] }, output);
  return b.node(op, inputs, op === 'Concat' ? { axis: 1 } : {}, output);
}

const labels = (network: Network): string[] => listLayers(network).map(({ label }) => label);

describe('what a person calls a layer', () => {
  it('is the module path of a PyTorch export; a block is its last layer', () => {
    const network = networkOf([
      [
        'Conv',
        '/layer3/layer3.0/conv1/Conv',
        ['x', 'layer3.0.conv1.weight'],
        '/layer3/layer3.0/conv1/Conv_output_0',
      ],
      ['Relu', '/layer3/layer3.0/relu/Relu', ['/layer3/layer3.0/conv1/Conv_output_0'], 'r0'],
      ['Conv', '/layer3/layer3.1/conv1/Conv', ['r0', 'layer3.1.conv1.weight'], 'c1'],
      ['Add', '/layer3/layer3.1/Add', ['c1', 'r0'], 'a1'],
      ['Relu', '/layer3/layer3.1/relu/Relu', ['a1'], '/layer3/layer3.1/relu/Relu_output_0'],
    ]);
    expect(labels(network)).toEqual([
      'layer3.0.conv1',
      'layer3.0.relu',
      'layer3.1.conv1',
      'layer3.1',
      'layer3.1.relu',
    ]);
    expect(findLayerName(network, 'layer3.0')).toBe('r0');
    expect(findLayerName(network, '/layer3/layer3.1/Add')).toBe('a1');
    expect(findLayerName(network, 'a1')).toBe('a1');
  });

  it('is taken from the weights where values are only counted', () => {
    const network = networkOf([
      ['Conv', '', ['x', 'gpu_0/res2_1_branch2a_w_0'], 'r1'],
      ['Relu', '', ['r1'], 'r2'],
      ['Conv', '', ['r2', 'gpu_0/res2_1_branch2b_w_0'], 'r3'],
      ['Sum', '', ['r3', 'r2'], 'r4'],
      ['Relu', '', ['r4'], 'r5'],
      ['MaxPool', '', ['r5'], 'r6'],
    ]);
    expect(labels(network)).toEqual([
      'res2_1_branch2a',
      'res2_1_branch2a/relu',
      'res2_1_branch2b',
      'res2_1/sum',
      'res2_1/relu',
      'pool2',
    ]);
    expect(findLayerName(network, 'res2_1')).toBe('r5');
  });

  it("is VGG's own where a plain chain only counts its Convs", () => {
    const stages = [2, 2, 3, 3, 3];
    let [last, count] = ['x', 0];
    const lines = stages.flatMap((convs, stage): Line[] => {
      const chain = Array.from({ length: convs }, (): Line[] => {
        const [from, n] = [last, count++];
        last = `vgg0_relu${n}_fwd`;
        return [
          ['Conv', `vgg0_conv${n}_fwd`, [from, `vgg0_conv${n}_weight`], `vgg0_conv${n}_fwd`],
          ['Relu', last, [`vgg0_conv${n}_fwd`], last],
        ];
      });
      const [from, pool] = [last, `vgg0_pool${stage}_fwd`];
      last = pool;
      return [...chain.flat(), ['MaxPool', pool, [from], pool]];
    });
    const network = networkOf(lines);
    expect(labels(network)).toEqual(expect.arrayContaining(['conv1_1', 'relu3_3', 'conv5_1', 'pool5']));
    expect(findLayerName(network, 'conv5_1')).toBe('vgg0_conv10_fwd');
    expect(findLayerName(network, 'conv10')).toBe('vgg0_conv10_fwd');
  });

  it("is the author's in GoogLeNet, and Lucid's", () => {
    const network = networkOf([
      ['Conv', '', ['x', 'inception_4c/1x1_w_0'], 'inception_4c/1x1_1'],
      ['Conv', '', ['x', 'inception_4c/3x3_w_0'], 'inception_4c/3x3_1'],
      ['Concat', '', ['inception_4c/1x1_1', 'inception_4c/3x3_1'], 'inception_4c/output_1'],
    ]);
    expect(labels(network)).toEqual(['inception_4c/1x1', 'inception_4c/3x3', 'inception_4c/output']);
    for (const name of ['mixed4c', 'inception_4c', 'Inception_4C/Output', 'output'])
      expect(findLayerName(network, name)).toBe('inception_4c/output_1');
  });

  it('is counted where nothing says more', () => {
    const network = networkOf([
      ['Conv', '', ['x', '12'], '13'],
      ['Relu', '', ['13'], '14'],
      ['Conv', '', ['14', '15'], '16'],
    ]);
    expect(new Set(labels(network)).size).toBe(3);
    expect(labels(network)[0]).toBe('conv1');
  });

  it('may not mean several', () => {
    const network = networkOf([
      ['Conv', '', ['x', 'fire2/expand_w_0'], 'r1'],
      ['Conv', '', ['r1', 'fire3/expand_w_0'], 'r2'],
    ]);
    expect(() => findLayerName(network, 'expand')).toThrow(
      /may be any of 2 layers of net: fire2\/expand, fire3\/expand; give one of these/,
    );
    expect(() => findLayerName(network, 'fire9/expand')).toThrow(/no layer "fire9\/expand"; .*fire2\/expand/);
  });
});

describe('the layers of the built-in network', () => {
  it('are told with what their units see at a size', () => {
    const at = (size: number) => listLayers(builtIn(), size, size).find(({ label }) => label === 'conv4')!;
    expect(at(128)).toMatchObject({ shape: [1, 384, 16, 16], field: [40, 40], stride: [8, 8], worth: true });
    expect(at(64)).toMatchObject({ shape: [1, 384, 8, 8], field: [40, 40] });
    const last = listLayers(builtIn()).at(-1)!;
    expect(last).toMatchObject({ label: 'logits', field: [null, null] });
  });

  it('are worth exciting but for gates and preparation', () => {
    const hidden = listLayers(builtIn()).filter(({ worth }) => !worth);
    expect(hidden.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['scaled', 'conv1/sigmoid', 'gap']),
    );
    expect(hidden.map(({ label }) => label)).not.toContain('conv1');
  });

  it('can be cut to what one of them needs', () => {
    const network = builtIn();
    const { bytes, card: small } = cutNetwork(network, 'conv3');
    const cut = loadNetwork(bytes, small, 'small');
    expect(small.labels).toBeUndefined();
    expect(listLayers(cut).map(({ label }) => label)).toEqual(
      listLayers(network)
        .map(({ label }) => label)
        .slice(0, listLayers(cut).length),
    );
    expect(listLayers(cut).at(-1)!.label).toBe('conv3');
  });
});

describe.skipIf(noSqueezeNet)('the layers of SqueezeNet', () => {
  it('keep the names of its authors; blocks are their concatenations', () => {
    const network = squeezeNet();
    expect(labels(network)).toEqual(listLayers(network).map(({ name }) => name));
    expect(findLayerName(network, 'fire8')).toBe('fire8/concat');
    expect(() => findLayerName(network, 'conv3x3_2')).toThrow(/may be any of 8 layers/);
  });
});

const zoo = new URL('../../../../../shared/models/light/', import.meta.url);
describe.skipIf(!existsSync(zoo))('labels of published networks', () => {
  it.each([
    ['bvlc_alexnet', ['conv5', 'relu5', 'pool5', 'fc6']],
    ['vgg19', ['conv1_1', 'conv5_1', 'relu5_4', 'pool5']],
    ['resnet50', ['conv1', 'res2_0_branch2c', 'res4_5/relu', 'pred']],
    ['squeezenet', ['fire2/squeeze1x1', 'fire8/concat', 'conv10']],
  ])('%s', (file, expected) => {
    const bytes = readFileSync(new URL(`${file}.onnx`, zoo));
    const network = loadNetwork(bytes, { ...card, input: { ...card.input, size: [224, 224] } }, file);
    const all = labels(network);
    expect(all).toEqual(expect.arrayContaining(expected));
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((label) => /^r\d+$/.test(label))).toEqual([]);
  });
});
