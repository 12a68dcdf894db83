import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CliError, fileError } from './cli-error.ts';

/** What says which job a folder holds: of a run, of a plot. */
const reportNames = ['report.json', 'plot.json'];
const stateName = 'state.json';

/**
 * Refuses a folder that cannot take this job's files, before any work is done: one that cannot be written, or that
 * holds something else and was not to be overwritten. Nothing is created. Errors: `folder`.
 */
export function checkRunFolder(folder: string, job: unknown, force: boolean): void {
  checkFolderWritable(folder);
  if (force || !existsSync(folder) || readdirSync(folder).length === 0) return;
  if (isDeepStrictEqual(jobIn(folder), plain(job))) return;
  throw new CliError(
    'folder',
    `${folder} holds another run: give --force to overwrite it, or --out another folder`,
  );
}

/**
 * Writes all files, whole or not at all: into another folder first, then moved in, the report last. That one is inside
 * of a folder that is there already, which may be on a disk of its own or in one that cannot be written.
 */
export function writeRunFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  const partial = existsSync(folder)
    ? join(folder, `.partial-${process.pid}`)
    : `${resolve(folder)}.partial-${process.pid}`;
  try {
    mkdirSync(partial, { recursive: true });
    for (const [name, bytes] of files) writeFileSync(join(partial, name), bytes);
    mkdirSync(folder, { recursive: true });
    const names = [...files.keys()].sort((a, b) => Number(isReport(a)) - Number(isReport(b)));
    if (!files.has(stateName)) rmSync(join(folder, stateName), { force: true }); // nothing is left to resume
    for (const name of filesIn(folder)) if (!files.has(name)) rmSync(join(folder, name), { force: true });
    for (const name of names) renameSync(join(partial, name), join(folder, name));
  } catch (error) {
    throw fileError(error, 'cannot write', folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Refuses a folder in which no file can be made, without making one. Errors: `folder`, `file`. */
export function checkFolderWritable(folder: string): void {
  let at = resolve(folder);
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  if (!statSync(at).isDirectory())
    throw new CliError('folder', `cannot write to ${folder}: ${at} is a file, not a folder`);
  try {
    rmdirSync(mkdtempSync(join(at, '.inkception-'))); // permissions alone do not tell
  } catch (error) {
    throw fileError(error, 'cannot write to', folder);
  }
}

function isReport(name: string): boolean {
  return reportNames.includes(name);
}

/** Makes a folder and those above it. Errors: `folder`, `file`. */
export function makeFolder(folder: string): void {
  checkFolderWritable(folder); // where nothing can be made, as in /proc, a recursive mkdir of Node 20 never returns
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw fileError(error, 'cannot write to', folder);
  }
}

/** Of its report; a run that could not be plotted has its state alone. */
function jobIn(folder: string): unknown {
  return reportIn(folder).job ?? recordIn(join(folder, stateName)).job;
}

/** Files of the plot that is overwritten: none of them may seem to be one of the new plot. */
function filesIn(folder: string): string[] {
  const { files } = reportIn(folder);
  const names: unknown[] = Array.isArray(files) ? files : [];
  return names.filter((name) => typeof name === 'string' && /^[\w-]+\.\w+$/.test(name)) as string[];
}

interface RunRecord {
  readonly job?: unknown;
  readonly files?: unknown;
}

function reportIn(folder: string): RunRecord {
  const path = reportNames.map((name) => join(folder, name)).find((name) => existsSync(name));
  return path === undefined ? {} : recordIn(path);
}

function recordIn(path: string): RunRecord {
  try {
    const record: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof record === 'object' && record !== null ? record : {};
  } catch {
    return {}; // not ours: another run
  }
}

/** As it comes back from a file. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
