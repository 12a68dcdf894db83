import { paint, type Truth } from '../canvas/canvas.ts';
import type { Tile } from '../channels/excite-channels.ts';
import { InkceptionError } from '../error.ts';
import type { RgbImage } from '../image.ts';
import { nearestNames } from '../nearest-names.ts';
import type { NetworkCard } from '../network/card.ts';
import type { Network } from '../network/network.ts';
import { pool } from '../view/pool.ts';
import { fitWithin } from '../view/resize.ts';
import type { Job } from './job.ts';
import { makeJob, type JobRequest } from './make-job.ts';
import { runPicture, type RunOptions } from './run-job.ts';

/** Everything that makes a contact sheet of classes: the same job gives the same tiles on the same machine. */
export interface ClassesJob {
  readonly format: typeof classesFormat;
  /** What the sheet shows: a group, or all classes. */
  readonly label: string;
  /** Classes by number, in the order of the sheet. */
  readonly classes: readonly number[];
  readonly names: readonly string[];
  /** Side of a tile, px: the longer one of the canvas. */
  readonly size: number;
  readonly network: Job['network'];
  readonly request: ClassesRequest;
}

export const classesFormat = 'inkception-classes-2';

/** As for one drawing; one try unless `settings.tries` says more. */
export type ClassesRequest = Omit<JobRequest, 'target' | 'output'>;

/** The complete job for a group of a network's classes, or for all. Errors: `unknown-class`, those of `makeJob`. */
export function makeClassesJob(
  group: string | null,
  request: ClassesRequest,
  network: Network,
  origin: { file: string | null; sha256: string },
): ClassesJob {
  const { card } = network;
  const names = classesIn(card, group);
  const quick = { ...request, settings: { tries: 1, ...request.settings } };
  const first = jobOf(names[0]!, quick, network, origin);
  return {
    format: classesFormat,
    label: group ?? 'classes',
    classes: names.map((name) => card.labels!.indexOf(name)),
    names,
    size: Math.max(first.size.width, first.size.height) * first.settings.fineness,
    network: first.network,
    request: quick,
  };
}

/** Names of a group, or all in the order of the groups. Errors: `unknown-class`. */
export function classesIn(card: NetworkCard, group: string | null): readonly string[] {
  const groups = card.groups ?? {};
  if (group === null) {
    const names = card.groups ? Object.values(groups).flat() : (card.labels ?? []);
    if (names.length > 0) return names;
    throw new InkceptionError(
      'unknown-class',
      `${card.name} has no classes with names: give --card or --labels`,
    );
  }
  if (Object.hasOwn(groups, group)) return groups[group]!;
  const nearest = nearestNames(group, Object.keys(groups)).join(', ');
  const known = nearest === '' ? ': this network has no groups' : `; the nearest are ${nearest}`;
  throw new InkceptionError('unknown-class', `${card.name} has no group "${group}"${known}`);
}

export interface ClassesOptions extends Pick<RunOptions, 'network' | 'runtime'> {
  /** Whether a class's tile is there already. */
  readonly isDone: (index: number) => boolean;
  readonly signal: AbortSignal;
  readonly onTiles: (tiles: readonly Tile[]) => void;
  /** Called before each class is drawn. */
  readonly onClass?: (event: {
    readonly done: number;
    readonly name: string;
    readonly secondsLeft: number;
  }) => void;
}

/** Draws each class of a job. Returns whether all were finished: false once `signal` is aborted. */
export async function exciteClasses(job: ClassesJob, options: ClassesOptions): Promise<boolean> {
  const { isDone, signal, onTiles, onClass } = options;
  const left = job.classes.filter((index) => !isDone(index));
  const started = performance.now();
  const stopped = (): boolean => signal.aborted; // may change while a class is drawn
  for (const [i, index] of left.entries()) {
    if (stopped()) return false;
    const name = job.names[job.classes.indexOf(index)]!;
    const each = i === 0 ? 0 : (performance.now() - started) / 1000 / i;
    onClass?.({ done: job.classes.length - left.length + i, name, secondsLeft: each * (left.length - i) });
    const tile = await drawTile(job, name, index, options);
    if (stopped()) return false; // a class cut short is no tile
    onTiles([tile]);
  }
  return true;
}

async function drawTile(
  job: ClassesJob,
  name: string,
  index: number,
  options: ClassesOptions,
): Promise<Tile> {
  const { network, runtime, signal } = options;
  const drawn = jobOf(name, job.request, network, job.network);
  const { truth, trueScore, relaxedScore } = (await runPicture(drawn, { network, runtime, signal })).picture;
  const picture = pictureOf(truth, job.size);
  return { channel: index, picture, true: trueScore.excitation, relaxed: relaxedScore.excitation };
}

/** As fine as the canvas, on a white square: a sheet's places are squares, whatever shape the network sees. */
function pictureOf(truth: Truth, size: number): RgbImage {
  const fine = paint(truth);
  return fitWithin(pool(fine, Math.max(fine.width, fine.height) / size), size, size);
}

function jobOf(
  name: string,
  request: ClassesRequest,
  network: Network,
  { file, sha256 }: { file: string | null; sha256: string },
): Job {
  return makeJob({ ...request, target: { kind: 'class', name } }, network, { file, sha256 });
}
