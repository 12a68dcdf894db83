import { setTimeout as rest } from 'node:timers/promises';
import { gradientGraph, readModel, simplify, withInputShape, writeModel, type Graph } from 'onnx-grad';
import * as ort from 'onnxruntime-node';
import { benchNetworks, buildNetwork, type BenchNetwork } from './gradient-networks.ts';
import { options, ownPeak } from './own-peak.ts';
import { openPyTorch, type Job, type Peer } from './pytorch.ts';

interface Case {
  readonly network: BenchNetwork;
  readonly size: number;
  readonly batch: number;
}

const { vgg16, resnet50, squeezenet, mobilenet, vit } = benchNetworks;
const quick: readonly Case[] = [vgg16, resnet50, squeezenet, mobilenet, vit].map((network) => ({
  network,
  size: 224,
  batch: 1,
}));
const large: readonly Case[] = [
  { network: vgg16, size: 224, batch: 4 },
  { network: vgg16, size: 512, batch: 1 },
  { network: vgg16, size: 512, batch: 4 },
];

/** Forward + input gradient beside PyTorch's: time, memory, and opening. `--quick`: 224 px, one picture. `--one-thread` for busy machines. */
export async function benchGradients(): Promise<void> {
  console.log(
    '\nForward + input gradient, medians in ms taking turns: keep, recompute, PyTorch eager, channels_last, 2048^3 product' +
      (alone ? ' (one thread, processor time)' : ''),
  );
  const peer = await openPyTorch(...(alone ? ['one-thread'] : []));
  if (!peer) console.log('PyTorch is not here to compare');
  const cases = process.argv.includes('--quick') ? quick : [...quick, ...large];
  for (const each of cases) await compare(each, peer);
  peer?.close();
  await opening();
}

async function compare(each: Case, peer: Peer | null): Promise<void> {
  const { network, size, batch } = each;
  const forward = buildNetwork(network, size, batch);
  const [kept, again] = (['keep', 'recompute'] as const).map((memory) =>
    writeModel(gradientGraph(forward, { of: 'total', wrt: 'x', memory })),
  ) as [Uint8Array, Uint8Array];
  const ask = (layout: Job['layout']) => async (): Promise<number> =>
    peer ? peer.ask({ layers: network.layers, size, batch, layout }) : NaN;
  const turns = [
    await evaluation(kept, each),
    await evaluation(again, each),
    ...(peer ? [ask('contiguous'), ask('channels_last')] : []),
    ...(network === vgg16 ? [await matmul()] : []),
  ];
  const times = await medians(turns, size * size * batch > 200_000 ? 2 : 5);
  const [ours = 0, recomputed = 0] = times;
  const theirs = peer ? Math.min(...times.slice(2, 4)) : NaN;
  const rate = matmulFlops / times.at(-1)!;
  const share =
    network === vgg16 ? `; ${percent(flops(forward) / ours / rate)} of the matrix-multiply rate` : '';
  console.log(
    `${label(each)}: ${times.map((ms) => ms.toFixed(0)).join(' ')}: ${(ours / theirs).toFixed(2)} x PyTorch's best${share}; ` +
      `recompute ${(recomputed / ours).toFixed(2)} x keep; ${await peaks(each, kept, again)}`,
  );
}

function label({ network, size, batch }: Case): string {
  return `${network.name}, ${size} px, batch ${batch}`;
}

function percent(part: number): string {
  return `${(100 * part).toFixed(0)} %`;
}

/** Threads that have just worked wait for more at full speed, in the way of the next: until they sleep. */
const restMs = 300;

/** Each in turn, the first turn to warm up. */
async function medians(turns: readonly (() => Promise<number>)[], count: number): Promise<number[]> {
  const times = turns.map((): number[] => []);
  for (let i = 0; i <= count; i++) {
    for (const [at, turn] of turns.entries()) {
      await rest(restMs);
      const ms = await turn();
      if (i > 0) times[at]!.push(ms);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]!);
}

/** On a busy machine processor time on one thread says more than the clock. */
const alone = process.argv.includes('--one-thread');

async function timed(run: () => Promise<unknown>): Promise<number> {
  const [start, used] = [performance.now(), process.cpuUsage()];
  await run();
  const { user, system } = process.cpuUsage(used);
  return alone ? (user + system) / 1000 : performance.now() - start;
}

function openSession(bytes: Uint8Array): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(bytes, { ...options, ...(alone && { intraOpNumThreads: 1 }) });
}

async function evaluation(bytes: Uint8Array, { size, batch }: Case): Promise<() => Promise<number>> {
  const session = await openSession(bytes);
  const x = new ort.Tensor('float32', pixels(3 * size * size * batch), [batch, 3, size, size]);
  return () => timed(() => session.run({ x }));
}

export function pixels(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => ((i * 7919) % 1009) / 1009);
}

const side = 2048;
const matmulFlops = 2 * side ** 3;

/** The machine's own rate: a large square product in ONNX Runtime. */
async function matmul(): Promise<() => Promise<number>> {
  const type = { type: 'float32', dims: [side, side] } as const;
  const data = pixels(side * side);
  const graph: Graph = {
    source: 'matmul',
    opset: 17,
    inputs: ['x'],
    outputs: ['y'],
    nodes: [{ name: '', op: 'MatMul', domain: '', inputs: ['x', 'w'], outputs: ['y'], attributes: {} }],
    constants: new Map([['w', { ...type, data }]]),
    types: new Map([['x', type]]),
  };
  const session = await openSession(writeModel(graph));
  const x = new ort.Tensor('float32', data, [side, side]);
  return () => timed(() => session.run({ x }));
}

/** Multiplications and additions of all convolutions, forward and backward. */
function flops(graph: Graph): number {
  const macs = graph.nodes
    .filter((node) => node.op === 'Conv')
    .map((node) => {
      const [w, y] = [graph.constants.get(node.inputs[1]!)!, graph.types.get(node.outputs[0]!)!];
      return (w.data.length / w.dims[0]!) * (y.dims as number[]).reduce((a, b) => a * b, 1);
    });
  return 4 * macs.reduce((a, b) => a + b, 0);
}

/** Peak memory of processes that do one evaluation and nothing else. */
async function peaks(each: Case, ...models: readonly Uint8Array[]): Promise<string> {
  const { size, batch } = each;
  const ours = models.map((bytes) => ownPeak(bytes, [batch, 3, size, size]));
  const theirs = await peerPeak(each);
  const ratios = ours.map((mb) => `${mb.toFixed(0)} MB = ${(mb / theirs).toFixed(2)}`);
  return `peak ${ratios.join(' and ')} x PyTorch's`;
}

async function peerPeak({ network, size, batch }: Case): Promise<number> {
  const peer = await openPyTorch('memory');
  if (!peer) return NaN;
  await peer.ask({ layers: network.layers, size, batch, layout: 'contiguous' });
  const mb = await peer.next();
  peer.close();
  return mb;
}

/** From the bytes of a file to a session that can be run. */
async function opening(): Promise<void> {
  const bytes = writeModel(buildNetwork(resnet50, 224, 1));
  const ms: number[] = [];
  const step = async <T>(make: () => T | Promise<T>): Promise<T> => {
    let made: T | undefined;
    ms.push(await timed(async () => (made = await make())));
    return made!;
  };
  const read = await step(() => readModel(bytes));
  const sized = await step(() => simplify(withInputShape(read, [1, 3, 224, 224])));
  const whole = await step(() => gradientGraph(sized, { of: 'total', wrt: 'x' }));
  const written = await step(() => writeModel(whole));
  await step(() => openSession(written));
  const total = ms.reduce((a, b) => a + b, 0) / 1000;
  console.log(
    `Opening ResNet-50, ${(bytes.length / 1e6).toFixed(0)} MB: ${total.toFixed(2)} s, ${(total / 3).toFixed(2)} of the 3 s it may take ` +
      `(ms to read, size, differentiate, write, open: ${ms.map((n) => n.toFixed(0)).join(' + ')}); with gradient ${(written.length / 1e6).toFixed(0)} MB`,
  );
}
