import { join } from 'node:path';
import {
  classesIn,
  exciteClasses,
  makeClassesJob,
  type ClassesJob,
  type ClassesRequest,
  type NetworkCard,
} from '@inkception/core';
import * as ort from 'onnxruntime-node';
import { CliError } from '../cli-error.ts';
import { openNetwork } from '../open-network.ts';
import {
  defined,
  networkOptions,
  number,
  parseOptions,
  text,
  type OptionsConfig,
  type ParsedOptions,
  string,
} from '../options.ts';
import { openSheetFolder, type SheetFolder } from '../sheet-folder.ts';
import type { Streams } from '../streams.ts';
import { classesHelp } from './help.ts';

const sheetOptions = {
  pens: string,
  tries: string,
  steps: string,
  seed: string,
  out: string,
  force: { type: 'boolean' },
} as const satisfies OptionsConfig;

const options = {
  ...networkOptions,
  ...sheetOptions,
  sheet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionsConfig;

/** `inkception classes [GROUP] [--sheet]`: what can be excited by name. Returns the exit code. */
export async function classesCommand(argv: readonly string[], streams: Streams): Promise<number> {
  const parsed = parseOptions(argv, options, 'classes');
  if (parsed.values['help'] === true) {
    streams.out(classesHelp);
    return 0;
  }
  const [group = null, ...rest] = parsed.positionals;
  if (rest.length > 0)
    throw new CliError('usage', `one group at a time, got ${parsed.positionals.join(' ')}`);
  if (parsed.values['sheet'] === true) return drawSheet(group, parsed, streams);
  refuseSheetOptions(parsed);
  const { card } = (await openNetwork(parsed, streams)).network;
  streams.out(group === null ? everyClass(card) : `${classesIn(card, group).join('\n')}\n`);
  return 0;
}

function refuseSheetOptions({ values }: ParsedOptions): void {
  const given = Object.keys(sheetOptions).filter((name) => values[name] !== undefined);
  if (given.length > 0) throw new CliError('usage', `--${given.join(', --')} go with --sheet`);
}

function everyClass(card: NetworkCard): string {
  if (!card.groups) return (card.labels ?? []).map((label, i) => `${i}  ${label}\n`).join('');
  return Object.entries(card.groups)
    .map(([group, labels]) => `${group} (${labels.length})\n  ${labels.join(', ')}\n`)
    .join('');
}

/** A contact sheet of a group; 130 when it was stopped: the same command goes on. */
async function drawSheet(group: string | null, parsed: ParsedOptions, streams: Streams): Promise<number> {
  const opened = await openNetwork(parsed, streams);
  const job = makeClassesJob(group, requestOf(parsed), opened.network, opened);
  if (group === null && parsed.values['force'] !== true) refuseMany(job, opened.network.card);
  const path = text(parsed, 'out') ?? join('out', `classes-${slug(job)}`);
  const folder = openSheetFolder(path, job, parsed.values['force'] === true);
  const complete = await exciteClasses(job, {
    network: opened.network,
    runtime: ort,
    signal: streams.signal,
    isDone: folder.isDone,
    onTiles: folder.add,
    onClass: ({ done, name, secondsLeft }) => {
      if (!streams.interactive) return;
      const left = secondsLeft > 0 ? `  ${Math.ceil(secondsLeft)} s left` : '';
      streams.error(`\r\u001b[2K${job.label}  ${done} of ${job.classes.length}  ${name}${left}`);
    },
  });
  if (streams.interactive) streams.error('\r\u001b[2K');
  streams.out(summary(job, folder, complete));
  return complete ? 0 : 130;
}

/** More than anyone wants to wait for unasked. */
const mostUnasked = 400;

function refuseMany({ names }: ClassesJob, { groups = {} }: NetworkCard): void {
  if (names.length <= mostUnasked) return;
  const group = Object.keys(groups)[0];
  const fewer = group === undefined ? '' : `, or one group of them, such as ${group}`;
  throw new CliError(
    'usage',
    `a sheet of all ${names.length} classes takes ${Math.round(names.length / 60)} h at a minute each: give --force to draw them all${fewer}`,
  );
}

function requestOf(parsed: ParsedOptions): ClassesRequest {
  const settings = defined({ tries: number(parsed, 'tries'), steps: number(parsed, 'steps') });
  return defined({ pens: number(parsed, 'pens'), seed: number(parsed, 'seed'), settings });
}

function slug({ label, network }: ClassesJob): string {
  const name = network.file === null ? label : `${network.name}-${label}`;
  return name.replace(/[^A-Za-z0-9.]+/g, '-').slice(0, 60);
}

function summary(job: ClassesJob, folder: SheetFolder, complete: boolean): string {
  const files = folder.finish().map((file) => `  ${file}\n`);
  const done = job.classes.filter(folder.isDone).length;
  const stopped = complete ? '' : ', stopped: the same command goes on';
  return `${job.label}: ${done} of ${job.classes.length} classes${stopped}\n${files.join('')}`;
}
