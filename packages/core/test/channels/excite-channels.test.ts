import { extend, writeModel, type Graph } from 'onnx-grad';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { attachChannels, choiceInput } from '../../src/channels/channel-objective.ts';
import { makeChannelsJob, type ChannelsJob } from '../../src/channels/channels-job.ts';
import { exciteChannels, type Tile } from '../../src/channels/excite-channels.ts';
import { openEvaluator } from '../../src/network/evaluator.ts';
import { atSize, loadNetwork, type Network } from '../../src/network/network.ts';
import { attachObjective } from '../../src/objective/attach.ts';
import { fillNormal, seededRandom } from '../../src/random.ts';
import { builtIn } from '../network-fixtures.ts';

const network = builtIn();
const origin = { file: null, sha256: '' };
const request = { layer: 'conv3', size: 32, steps: 6 };
const views = 3;

/** One filter, red against the rest, behind a threshold that no noise reaches. */
function dozing(): Network {
  const dims = [1, 3, 64, 64];
  const empty: Graph = {
    source: 'dozing',
    opset: 17,
    inputs: ['image'],
    outputs: ['image'],
    nodes: [],
    constants: new Map(),
    types: new Map([['image', { type: 'float32', dims }]]),
  };
  const data = Float32Array.from({ length: 75 }, (_, i) => (i < 25 ? 0.1 : -0.05));
  const graph = extend(empty, (b) => {
    const filter = b.constant({ type: 'float32', dims: [1, 3, 5, 5], data });
    return [b.node('Relu', [b.node('Conv', ['image', filter, b.constant([-1.5])])], {}, 'unit')];
  });
  return loadNetwork(writeModel(graph), network.card, 'dozing');
}

async function run(
  job: ChannelsJob,
  options: { isDone?: (channel: number) => boolean; signal?: AbortSignal; onGroup?: () => void } = {},
  of = network,
): Promise<{ complete: boolean; tiles: Tile[] }> {
  const tiles: Tile[] = [];
  const complete = await exciteChannels(job, {
    network: of,
    runtime: ort,
    signal: options.signal ?? new AbortController().signal,
    ...(options.isDone ? { isDone: options.isDone } : {}),
    onTiles: (group) => {
      tiles.push(...group);
      options.onGroup?.();
    },
  });
  return { complete, tiles };
}

describe('one session for all channels', () => {
  it('gives each view the value and the gradient of its own channel', async () => {
    const chosen = [5, 0, 191]; // of both groups of the convolution
    const batch = fillNormal(new Float32Array(views * 3 * 32 * 32), seededRandom(3), 0.5, 0.3);
    const shared = await openEvaluator(attachChannels(atSize(network, views, 32, 32), 'conv3'), ort);
    const choice = new Float32Array(views * 192);
    chosen.forEach((channel, view) => (choice[192 * view + channel] = 1));
    const together = await shared.evaluate(batch, { [choiceInput]: choice });
    await shared.close();
    for (const [view, channel] of chosen.entries()) {
      const term = { kind: 'channel', layer: 'conv3', channel, weight: 1 } as const;
      const alone = await openEvaluator(attachObjective(atSize(network, 1, 32, 32), [term]), ort);
      const length = 3 * 32 * 32;
      const own = await alone.evaluate(batch.slice(view * length, (view + 1) * length));
      await alone.close();
      expect(together.terms[view]![channel]).toBeCloseTo(own.terms[0]![0]!, 5);
      const gradient = together.gradient.subarray(view * length, (view + 1) * length);
      const largest = Math.max(...own.gradient.map(Math.abs));
      expect(largest).toBeGreaterThan(0);
      own.gradient.forEach((value, i) => {
        expect(Math.abs(gradient[i]! - value)).toBeLessThan(1e-4 * largest);
      });
    }
  });

  it('makes the same tile of a channel, whichever others are on the sheet', async () => {
    const several = await run(makeChannelsJob({ ...request, from: 2, to: 12 }, network, origin));
    const one = await run(makeChannelsJob({ ...request, pick: [9] }, network, origin));
    expect(several.complete).toBe(true);
    expect(several.tiles.map(({ channel }) => channel)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const nine = several.tiles.find(({ channel }) => channel === 9)!;
    expect(one.tiles).toEqual([nine]);
    expect(new Set(nine.picture.data).size).toBeLessThan(20); // few colours: a picture of pens
  });

  it('excites: more steps, higher values; another seed, another picture', async () => {
    const long = await run(makeChannelsJob({ ...request, steps: 40, pick: [1, 2, 3] }, network, origin));
    const short = await run(makeChannelsJob({ ...request, steps: 1, pick: [1, 2, 3] }, network, origin));
    long.tiles.forEach((tile, i) => {
      expect(tile.true).toBeGreaterThan(short.tiles[i]!.true);
    });
    const other = await run(makeChannelsJob({ ...request, steps: 1, pick: [1], seed: 2 }, network, origin));
    expect(other.tiles[0]!.picture).not.toEqual(short.tiles[0]!.picture);
  });

  it('wakes a channel that is off all over the first picture', async () => {
    const job = makeChannelsJob({ layer: 'unit', size: 64, steps: 40, colours: 'free' }, dozing(), origin);
    const { tiles } = await run(job, {}, dozing());
    expect(tiles[0]!.true).toBeGreaterThan(0);
  });

  it('mixes free colours when asked', async () => {
    const job = makeChannelsJob({ ...request, colours: 'free', pick: [4] }, network, origin);
    const { tiles } = await run(job);
    expect(new Set(tiles[0]!.picture.data).size).toBeGreaterThan(1000);
  });

  it('stops at the signal without the group at hand, and goes on to the same tiles', async () => {
    const job = makeChannelsJob({ ...request, from: 0, to: 19 }, network, origin);
    const whole = await run(job);
    const stop = new AbortController();
    const stopNow = (): void => {
      stop.abort();
    };
    const first = await run(job, { signal: stop.signal, onGroup: stopNow });
    expect(first.complete).toBe(false);
    expect(first.tiles).toHaveLength(job.batch);
    const done = new Set(first.tiles.map(({ channel }) => channel));
    const rest = await run(job, { isDone: (channel) => done.has(channel) });
    expect(rest.complete).toBe(true);
    expect([...first.tiles, ...rest.tiles]).toEqual(whole.tiles);
  });

  it('asks nothing of the network when all tiles are there', async () => {
    const job = makeChannelsJob({ ...request, pick: [1] }, network, origin);
    const nobody = { InferenceSession: null, Tensor: null } as unknown as typeof ort;
    const complete = await exciteChannels(job, {
      network,
      runtime: nobody,
      isDone: () => true,
      signal: new AbortController().signal,
      onTiles: () => undefined,
    });
    expect(complete).toBe(true);
  });
});

describe('a job for a sheet', () => {
  it.each([
    [{ pick: [192] }, /conv3 has no channel 192: give 0 to 191/],
    [{ from: 190, to: 200 }, /no channel 200/],
    [{ from: 9, to: 3 }, /no channels from 9 to 3/],
    [{ layer: 'conv33' }, /no layer "conv33".*conv3/],
    [{ size: 4 }, /size is 4.*16 to 1024/],
    [{ pens: 40 }, /pens is 40/],
    [{ steps: 0 }, /steps is 0/],
  ])('refuses %j', (change, message) => {
    expect(() => makeChannelsJob({ ...request, ...change }, network, origin)).toThrow(message);
  });

  it('has every channel of a layer unless told, each once', () => {
    expect(makeChannelsJob(request, network, origin).channels).toHaveLength(192);
    expect(makeChannelsJob({ ...request, pick: [3, 1, 3] }, network, origin).channels).toEqual([3, 1]);
  });

  it.each([
    [
      [4, 16],
      [2, 8],
    ],
    [
      [3, 9],
      [3, 9],
    ],
  ])(
    'has knots as dense for the network as the recipe, where whole pixels allow it: %j on a canvas twice as fine',
    (cells, expected) => {
      const drawing = { ...network.card.drawing, fineness: 2, pixels: { cells } };
      const fine = { ...network, card: { ...network.card, drawing } };
      const { settings } = makeChannelsJob(request, fine, origin);
      expect(settings.fineness).toBe(1);
      expect(settings.pixels.cells).toEqual(expected);
    },
  );
});
