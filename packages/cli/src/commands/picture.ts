import { join, resolve } from 'node:path';
import {
  appraise,
  decodeState,
  describeAll,
  exportRun,
  makeJob,
  parseJob,
  runJob,
  variationOf,
  version,
  type AppraisalRequest,
  type DeviceReport,
  type Job,
  type JobRequest,
  type RunResult,
  type RunState,
  type Truth,
} from '@inkception/core';
import { describeAttempt, parseDevices, type DeviceName } from 'onnx-grad/device';
import * as ort from 'onnxruntime-node';
import { CliError } from '../cli-error.ts';
import { readInput } from '../input-file.ts';
import { openNetwork, type OpenedNetwork } from '../open-network.ts';
import { number, parseOptions, text, type OptionsConfig, type ParsedOptions } from '../options.ts';
import { showAppraisal, showProgress } from '../progress.ts';
import { checkRunFolder, writeRunFolder } from '../run-folder.ts';
import type { Streams } from '../streams.ts';
import { appraisalOf } from './appraise-options.ts';
import { keepUnplotted, resumeOptions, uncompared, withOutput } from './kept-run.ts';
import { doneEvent, runSummary } from './run-summary.ts';

/** What a command that makes pictures is called, and how its command line becomes a request. */
export interface PictureForm {
  readonly name: string;
  readonly help: string;
  readonly options: OptionsConfig;
  /** Of these, those that make a job; `--job` takes the place of all of them. */
  readonly jobOptions: OptionsConfig;
  readonly requestOf: (parsed: ParsedOptions) => JobRequest;
}

/** One job, one folder; or one for each variation. Returns the exit code: 0, or 130 when it was stopped. */
export async function makePicture(
  argv: readonly string[],
  streams: Streams,
  form: PictureForm,
): Promise<number> {
  const parsed = parseOptions(argv, form.options, form.name);
  if (parsed.values['help'] === true) {
    streams.out(form.help);
    return 0;
  }
  ort.env.logLevel = 'fatal'; // what a device lacks is told in one line of ours, not in its library's words
  const devices = parseDevices(text(parsed, 'device') ?? 'cpu', ort);
  const count = variationsOf(parsed);
  const prepared = { ...(await prepare(parsed, streams, form)), devices };
  const folder = text(parsed, 'out') ?? text(parsed, 'resume') ?? join('out', slug(prepared.job));
  const made: Truth[] = [];
  while (made.length < count && !streams.signal.aborted) {
    const job = variationOf(prepared.job, made);
    const own = count === 1 ? folder : `${folder}-${made.length + 1}`;
    made.push(await makeOne({ ...prepared, job }, own, parsed, streams, form));
  }
  return streams.signal.aborted ? 130 : 0;
}

const mostVariations = 100;

/** How many pictures, each unlike those before. Errors: `usage`. */
function variationsOf(parsed: ParsedOptions): number {
  const count = number(parsed, 'variations') ?? 1;
  if (Number.isInteger(count) && count >= 1 && count <= mostVariations) return count;
  throw new CliError(
    'usage',
    `--variations is ${count}, expected a whole number from 1 to ${mostVariations}`,
  );
}

/** Runs a job and writes its folder. Returns the picture. */
async function makeOne(
  prepared: Running,
  folder: string,
  parsed: ParsedOptions,
  streams: Streams,
  form: PictureForm,
): Promise<Truth> {
  const { job } = prepared;
  const request = await appraisalOf(parsed, job, streams);
  checkRunFolder(folder, job, parsed.values['force'] === true || isResumed(folder, parsed));
  const json = parsed.values['json'] === true;
  const result = await runShowing(prepared, streams, json).catch((error: unknown) => {
    throw keepUnplotted(error, folder, form.name);
  });
  let files = exportRun(result, versions());
  writeRunFolder(folder, files); // what it is compared with may take as long again, and fail
  if (asks(request)) {
    files = await appraised(result, request, prepared, streams, json).catch((error: unknown) => {
      throw uncompared(error, folder);
    });
    writeRunFolder(folder, files);
  }
  streams.out(json ? doneEvent(folder, files) : runSummary(form.name, folder, files, result));
  return result.best.picture.truth;
}

function asks({ judges, reference, curve }: AppraisalRequest): boolean {
  return reference || judges.length > 0 || curve.length > 0;
}

/** A run that goes on in its own folder overwrites itself. */
function isResumed(folder: string, parsed: ParsedOptions): boolean {
  const from = text(parsed, 'resume');
  return from !== undefined && resolve(from) === resolve(folder);
}

function versions(): Record<string, string> {
  return {
    inkception: version,
    'onnxruntime-node': ort.env.versions.node ?? 'unknown',
    node: process.version,
  };
}

interface Prepared {
  readonly job: Job;
  readonly opened: OpenedNetwork;
  /** Where a stopped run goes on. */
  readonly resume: RunState | null;
}

async function prepare(parsed: ParsedOptions, streams: Streams, form: PictureForm): Promise<Prepared> {
  const [jobFile, folder] = [text(parsed, 'job'), text(parsed, 'resume')];
  if (jobFile !== undefined || folder !== undefined) refuseJobOptions(parsed, form, jobFile, folder);
  if (folder !== undefined) {
    const path = join(folder, 'state.json');
    const resume = withOutput(decodeState(readInput(path, 'nothing to resume,'), path), parsed);
    return { ...(await openJob(resume.job, path, parsed, streams)), resume };
  }
  if (jobFile !== undefined) {
    const job = parseJob(new TextDecoder().decode(readInput(jobFile, 'cannot read the job')), jobFile);
    return { ...(await openJob(job, jobFile, parsed, streams)), resume: null };
  }
  const request = form.requestOf(parsed);
  const opened = await openNetwork(parsed, streams);
  return { job: makeJob(request, opened.network, opened), opened, resume: null };
}

async function openJob(
  job: Job,
  source: string,
  parsed: ParsedOptions,
  streams: Streams,
): Promise<Omit<Prepared, 'resume'>> {
  const model = text(parsed, 'model') ?? job.network.file ?? undefined;
  const opened = await openNetwork(parsed, streams, model);
  checkSameNetwork(job, opened, source);
  return { job, opened };
}

function refuseJobOptions(
  parsed: ParsedOptions,
  form: PictureForm,
  job: string | undefined,
  resume: string | undefined,
): void {
  const free = job === undefined ? resumeOptions : [];
  const given = Object.keys(form.jobOptions).filter(
    (name) => parsed.values[name] !== undefined && !free.includes(name),
  );
  const extra = [...parsed.positionals, ...given.map((name) => `--${name}`)];
  if (job !== undefined && resume !== undefined) extra.push('--resume');
  if (extra.length === 0) return;
  throw new CliError(
    'usage',
    `a job is complete: ${extra.join(', ')} cannot be given with --${job === undefined ? 'resume' : 'job'}`,
  );
}

function checkSameNetwork(job: Job, opened: OpenedNetwork, jobFile: string): void {
  if (opened.sha256 === job.network.sha256) return;
  throw new CliError(
    'file',
    `${jobFile} was made with a network whose sha256 is ${job.network.sha256.slice(0, 12)}...; ${opened.file ?? 'the built-in one'} has ${opened.sha256.slice(0, 12)}...: give --model with the same file`,
  );
}

type Running = Prepared & { readonly devices: readonly DeviceName[] };

async function runShowing(
  { job, opened, resume, devices }: Running,
  streams: Streams,
  json: boolean,
): Promise<RunResult> {
  const progress = showProgress(streams, describeAll(job.objective), json);
  try {
    return await runJob(job, {
      network: opened.network,
      runtime: ort,
      devices,
      onDevice: (report) => {
        tellFallback(report, streams, json);
      },
      signal: streams.signal,
      onStep: progress.step,
      ...(resume ? { resume } : {}),
    });
  } finally {
    progress.done();
  }
}

/** The files of a run that was compared with what was asked for. */
async function appraised(
  result: RunResult,
  request: AppraisalRequest,
  { opened, devices }: Running,
  streams: Streams,
  json: boolean,
): Promise<Map<string, Uint8Array>> {
  const progress = showAppraisal(streams, json);
  try {
    const appraisal = await appraise(result, request, {
      network: opened.network,
      runtime: ort,
      devices,
      signal: streams.signal,
      onProgress: progress.step,
    });
    return exportRun(result, versions(), appraisal);
  } finally {
    progress.done();
  }
}

/** Says what does not work and what runs in its place; nothing where the first wish came true. */
function tellFallback(report: DeviceReport, streams: Streams, json: boolean): void {
  const refused = report.tried.filter(({ outcome }) => outcome !== 'opened').map(describeAttempt);
  if (refused.length === 0) return;
  if (json) streams.out(`${JSON.stringify({ event: 'device', ...report })}\n`);
  else streams.error(`inkception: ${refused.join('; ')}; running on ${report.device}\n`);
}

/** A folder name that says what is in it: "octopus", "fire8-concat-11", "octopus-strokes". */
function slug(job: Job): string {
  const name = describeAll(job.objective)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const kind = job.settings.canvas === 'strokes' ? '-strokes' : '';
  return `${name.slice(0, 60) || 'picture'}${kind}`;
}
