import { join } from 'node:path';
import {
  exciteChannels,
  makeChannelsJob,
  type ChannelsEvent,
  type ChannelsJob,
  type ChannelsRequest,
  type SheetColours,
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
  toNumber,
  type OptionsConfig,
  type ParsedOptions,
  string,
} from '../options.ts';
import { openSheetFolder, type SheetFolder } from '../sheet-folder.ts';
import type { Streams } from '../streams.ts';
import { channelsHelp } from './help.ts';

const options = {
  ...networkOptions,
  layer: string,
  from: string,
  to: string,
  pick: string,
  size: string,
  steps: string,
  pens: string,
  colours: string,
  seed: string,
  out: string,
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionsConfig;

/** `inkception channels`: one layer, one contact sheet. Returns the exit code: 0, or 130 when it was stopped. */
export async function channelsCommand(argv: readonly string[], streams: Streams): Promise<number> {
  const parsed = parseOptions(argv, options, 'channels');
  if (parsed.values['help'] === true) {
    streams.out(channelsHelp);
    return 0;
  }
  const request = requestOf(parsed);
  const opened = await openNetwork(parsed, streams);
  const job = makeChannelsJob(request, opened.network, opened);
  const path = text(parsed, 'out') ?? join('out', `channels-${slug(job)}`);
  const folder = openSheetFolder(path, job, parsed.values['force'] === true);
  const json = parsed.values['json'] === true;
  const complete = await exciteChannels(job, {
    network: opened.network,
    runtime: ort,
    signal: streams.signal,
    isDone: folder.isDone,
    onTiles: folder.add,
    onStep: progressOf(streams, job, json),
  });
  if (!json && streams.interactive) streams.error('\r\u001b[2K');
  report(job, folder, complete, json, streams);
  return complete ? 0 : 130;
}

function requestOf(parsed: ParsedOptions): ChannelsRequest {
  const layer = text(parsed, 'layer');
  if (layer === undefined)
    throw new CliError('usage', 'which layer? give --layer NAME (inkception layers shows them)');
  if (parsed.positionals.length > 0)
    throw new CliError('usage', `channels takes options alone, got ${parsed.positionals.join(' ')}`);
  const pick = text(parsed, 'pick');
  if (pick !== undefined && (text(parsed, 'from') ?? text(parsed, 'to')) !== undefined)
    throw new CliError('usage', 'give --pick, or --from and --to, not both');
  return defined({
    layer,
    pick: pick?.split(',').map((part) => toNumber(part, '--pick')),
    from: number(parsed, 'from'),
    to: number(parsed, 'to'),
    size: number(parsed, 'size'),
    steps: number(parsed, 'steps'),
    pens: number(parsed, 'pens'),
    seed: number(parsed, 'seed'),
    colours: coloursOf(text(parsed, 'colours')),
  });
}

function coloursOf(colours: string | undefined): SheetColours | undefined {
  if (colours === undefined || colours === 'pens' || colours === 'free') return colours;
  throw new CliError('usage', `--colours is "${colours}", expected pens or free`);
}

function slug({ label, network }: ChannelsJob): string {
  const name = network.file === null ? label : `${network.name}-${label}`;
  return name.replace(/[^A-Za-z0-9.]+/g, '-').slice(0, 60);
}

function progressOf(streams: Streams, job: ChannelsJob, json: boolean): (event: ChannelsEvent) => void {
  return (event) => {
    if (json) streams.out(`${JSON.stringify({ event: 'step', ...event })}\n`);
    else if (streams.interactive) streams.error(`\r\u001b[2K${progressLine(job.label, event)}`);
  };
}

/** "conv4  24 of 192 channels  step 12/64  95 s left" */
function progressLine(label: string, { done, channels, step, steps, secondsLeft }: ChannelsEvent): string {
  const left = `${Math.ceil(secondsLeft)} s left`;
  return [label, `${done} of ${channels} channels`, `step ${step}/${steps}`, left].join('  ');
}

function report(
  job: ChannelsJob,
  folder: SheetFolder,
  complete: boolean,
  json: boolean,
  streams: Streams,
): void {
  const files = folder.finish();
  const done = job.channels.filter(folder.isDone).length;
  if (json) {
    streams.out(`${JSON.stringify({ event: 'done', complete, done, files })}\n`);
    return;
  }
  const stopped = complete ? '' : ', stopped: the same command goes on';
  streams.out(
    `${job.label}: ${done} of ${job.channels.length} channels${stopped}\n${files.map((file) => `  ${file}\n`).join('')}`,
  );
}
