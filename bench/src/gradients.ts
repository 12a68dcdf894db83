import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gradientGraph, readModel, simplify, withInputShape, writeModel, type Graph } from 'onnx-grad';
import * as ort from 'onnxruntime-node';
import { benchNetworks, buildNetwork, type BenchNetwork } from './gradient-networks.ts';
import { ownPeak } from './own-peak.ts';
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
    '\nForward + input gradient, medians in ms, taking turns with PyTorch on the CPU' +
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
  const bytes = writeModel(gradientGraph(forward, { of: 'total', wrt: 'x' }));
  const run = await evaluation(bytes, each);
  const ask = (layout: Job['layout']) => async (): Promise<number> =>
    peer ? peer.ask({ layers: network.layers, size, batch, layout }) : NaN;
  const turns = [
    run,
    ask('contiguous'),
    ask('channels_last'),
    ...(network === vgg16 ? [await matmul()] : []),
  ];
  const [ours = 0, eager = 0, last = 0, rate] = await medians(turns, size * size * batch > 500_000 ? 3 : 9);
  const share =
    rate === undefined
      ? ''
      : `, ${percent(flops(forward) / ours / (matmulFlops / rate))} of the matrix-multiply rate (goal 70 %)`;
  const memory = await peaks(each, bytes);
  console.log(
    `${label(each)}: ${ours.toFixed(1)}, PyTorch ${eager.toFixed(1)}, channels_last ${last.toFixed(1)}: ` +
      `${(ours / Math.min(eager, last)).toFixed(2)} x PyTorch's best${share}; ${memory}`,
  );
}

function label({ network, size, batch }: Case): string {
  return `${network.name}, ${size} px, batch ${batch}`;
}

function percent(part: number): string {
  return `${(100 * part).toFixed(0)} %`;
}

/** Each in turn, the first turn to warm up. */
async function medians(turns: readonly (() => Promise<number>)[], count: number): Promise<number[]> {
  const times = turns.map((): number[] => []);
  for (let i = 0; i <= count; i++) {
    for (const [at, turn] of turns.entries()) {
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
  return ort.InferenceSession.create(bytes, { logSeverityLevel: 3, ...(alone && { intraOpNumThreads: 1 }) });
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
async function peaks({ network, size, batch }: Case, bytes: Uint8Array): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'onnx-grad-bench-'));
  const file = join(folder, 'model.onnx');
  writeFileSync(file, bytes);
  const ours = ownPeak(file, size, batch);
  rmSync(folder, { recursive: true });
  const peer = await openPyTorch('memory');
  if (!peer) return `peak ${ours.toFixed(0)} MB`;
  const jobs: number[] = [];
  for (const layout of ['contiguous'] as const) {
    await peer.ask({ layers: network.layers, size, batch, layout });
    jobs.push(await peer.next());
  }
  peer.close();
  const theirs = Math.min(...jobs);
  return `peak ${ours.toFixed(0)} MB, ${(ours / theirs).toFixed(2)} x PyTorch's`;
}

/** A file of 100 MB: VGG-16 to conv5_1 is 40 MB, ResNet-50 94 MB. */
async function opening(): Promise<void> {
  const bytes = writeModel(buildNetwork(resnet50, 224, 1));
  const seconds: number[] = [];
  const step = async <T>(make: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const made = await make();
    seconds.push((performance.now() - start) / 1000);
    return made;
  };
  const read = await step(() => readModel(bytes));
  const sized = await step(() => simplify(withInputShape(read, [1, 3, 224, 224])));
  const whole = await step(() => gradientGraph(sized, { of: 'total', wrt: 'x' }));
  const written = await step(() => writeModel(whole));
  await step(() => openSession(written));
  const total = seconds.reduce((a, b) => a + b, 0);
  const parts = seconds.map((s) => s.toFixed(2)).join(' + ');
  console.log(
    `Opening ${(bytes.length / 1e6).toFixed(0)} MB: ${total.toFixed(2)} s (read, shapes, gradient, write, session: ${parts}), ` +
      `${(total / 3).toFixed(2)} of the 3 s it may take; the file with gradient has ${(written.length / 1e6).toFixed(0)} MB`,
  );
}
