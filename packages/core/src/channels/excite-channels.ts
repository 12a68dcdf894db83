import type { ColourSpec } from '../canvas/colour-spec.ts';
import { pixelCanvas } from '../canvas/pixels/pixels.ts';
import { paint, type Canvas } from '../canvas/canvas.ts';
import { excite } from '../excite/excite.ts';
import type { RgbImage } from '../image.ts';
import { openEvaluator, type Evaluator } from '../network/evaluator.ts';
import { atSize, type Network } from '../network/network.ts';
import type { Runtime } from '../network/runtime.ts';
import { seededRandom } from '../random.ts';
import { attachChannels } from './channel-objective.ts';
import type { ChannelsJob } from './channels-job.ts';
import { openLanes } from './lanes.ts';

/** One channel's picture, and what it does to the channel. */
export interface Tile {
  readonly channel: number;
  readonly picture: RgbImage;
  /** Mean of the channel's map for what the pens can draw, and for the mixture. */
  readonly true: number;
  readonly relaxed: number;
}

/** What runs a job of channels, and who is told. */
export interface ChannelsOptions {
  readonly network: Network;
  readonly runtime: Runtime;
  /** Whether a channel's tile is there already. */
  readonly isDone?: (channel: number) => boolean;
  readonly signal: AbortSignal;
  /** Called with the tiles of each group as it is finished. */
  readonly onTiles: (tiles: readonly Tile[]) => void;
  readonly onStep?: (event: ChannelsEvent) => void;
}

/** A step of a group of channels. */
export interface ChannelsEvent {
  /** Channels that are finished, and all. */
  readonly done: number;
  readonly channels: number;
  readonly step: number;
  readonly steps: number;
  readonly secondsLeft: number;
}

/**
 * Excites each channel of a job in groups that share one session. Groups are the same whatever is done already, so
 * that a resumed sheet is the same to the byte. Returns whether all were finished: false once `signal` is aborted,
 * the group at hand is then lost. Errors: `not-finite`, `network-failed`.
 */
export async function exciteChannels(job: ChannelsJob, options: ChannelsOptions): Promise<boolean> {
  const { network, runtime, isDone = () => false, signal, onTiles } = options;
  const groups = groupsOf(job).filter((group) => !group.every(isDone));
  if (groups.length === 0) return true;
  const views = job.batch * job.settings.views.count;
  const graph = attachChannels(atSize(network, views, job.size, job.size), job.layer);
  // A channel that is off all over the first picture would never be woken by the true gradient, which is zero.
  const shared = await openEvaluator(graph, runtime, undefined, 'leaky');
  const watch = watcher(job, groups, options);
  try {
    for (const group of groups) {
      if (signal.aborted) return false;
      onTiles(await exciteGroup(job, group, shared, { signal, onStep: watch(group) }));
    }
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  } finally {
    await shared.close();
  }
}

function groupsOf({ channels, batch }: ChannelsJob): number[][] {
  return Array.from({ length: Math.ceil(channels.length / batch) }, (_, i) =>
    channels.slice(i * batch, (i + 1) * batch),
  );
}

async function exciteGroup(
  job: ChannelsJob,
  group: readonly number[],
  shared: Evaluator,
  { signal, onStep }: { signal: AbortSignal; onStep: (step: number) => void },
): Promise<Tile[]> {
  const views = job.settings.views.count;
  const lanes = openLanes(shared, group, { views, channelCount: job.channelCount, signal });
  return Promise.all(
    lanes.map(async ({ evaluator, leave }, i) => {
      try {
        return await exciteOne(job, group[i]!, evaluator, i === 0 ? onStep : undefined);
      } finally {
        leave();
      }
    }),
  );
}

async function exciteOne(
  job: ChannelsJob,
  channel: number,
  evaluator: Evaluator,
  onStep: ((step: number) => void) | undefined,
): Promise<Tile> {
  const { settings, layer } = job;
  const { picture } = await excite({
    evaluator,
    objective: [{ kind: 'channel', layer, channel, weight: 1 }],
    settings,
    canvas: canvasOf(job, channel),
    random: seededRandom(seedOf(job, channel)),
    units: 1,
    onStep: ({ step }) => onStep?.(step),
  });
  return {
    channel,
    picture: job.colours === 'pens' ? paint(picture.truth) : picture.relaxed,
    true: picture.trueScore.excitation,
    relaxed: picture.relaxedScore.excitation,
  };
}

/** A stream for each channel, so that a channel's picture does not depend on which others are on the sheet. */
function seedOf({ seed }: ChannelsJob, channel: number): number {
  return seed * 2 ** 20 + channel;
}

function canvasOf(job: ChannelsJob, channel: number): Canvas {
  const learned = Array.from({ length: job.pens }, (): ColourSpec => ({ kind: 'learned' }));
  const paper: ColourSpec[] = job.settings.pixels.paper ? [{ kind: 'given', rgb: [1, 1, 1] }] : [];
  const random = seededRandom(2 ** 52 + seedOf(job, channel));
  return pixelCanvas(job.size, job.size, [...paper, ...learned], job.settings.pixels, random);
}

/** Turns the steps of groups into progress over the whole job. */
function watcher(
  job: ChannelsJob,
  groups: readonly (readonly number[])[],
  { onStep }: ChannelsOptions,
): (group: readonly number[]) => (step: number) => void {
  const started = performance.now();
  const { steps } = job.settings;
  const before = job.channels.length - groups.reduce((sum, group) => sum + group.length, 0);
  return (group) => {
    const index = groups.indexOf(group);
    const done = before + groups.slice(0, index).reduce((sum, { length }) => sum + length, 0);
    return (step) => {
      const share = (index + step / steps) / groups.length;
      const secondsLeft = ((performance.now() - started) / 1000) * (1 / share - 1);
      onStep?.({ done, channels: job.channels.length, step, steps, secondsLeft });
    };
  };
}
