import { setTimeout as wait } from 'node:timers/promises';
import { CliError, isExpected } from '../cli-error.ts';
import { PartialFile } from './partial-file.ts';
import { discard, PassingError, reasonOf, request } from './request.ts';

/** A file that is known before it is fetched. */
export interface Wanted {
  /** Where it can be had, in order of preference. */
  readonly urls: readonly string[];
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

export interface DownloadLimits {
  /** Requests without progress before an address is given up. */
  readonly attempts: number;
  /** Before the second request, ms; doubled for each one after. */
  readonly retryMs: number;
  /** Silence after which a connection counts as cut, ms. */
  readonly stallMs: number;
  readonly redirects: number;
}

export const usualLimits: DownloadLimits = { attempts: 6, retryMs: 500, stallMs: 30_000, redirects: 5 };
const longestRetryMs = 8000;

export interface DownloadOptions {
  readonly limits: DownloadLimits;
  /** Stops at once; what has arrived is kept. */
  readonly signal: AbortSignal;
  readonly onBytes: (received: number) => void;
}

/**
 * Fetches a file to `path`, going on where an earlier call was cut; when it returns the file has the size and hash
 * that were wanted. Errors: `download` when no address has it, `file` when it cannot be written.
 */
export async function download(wanted: Wanted, path: string, options: DownloadOptions): Promise<void> {
  const partial = await PartialFile.open(path, wanted.bytes);
  try {
    await fromAny(wanted, partial, options);
  } finally {
    await partial.close();
  }
}

async function fromAny(wanted: Wanted, partial: PartialFile, options: DownloadOptions): Promise<void> {
  const failures: string[] = [];
  for (const url of wanted.urls) {
    try {
      await fromOne(url, wanted, partial, options);
      return;
    } catch (error) {
      if (options.signal.aborted || !isExpected(error) || error.code !== 'download') throw error;
      failures.push(error.message);
    }
  }
  throw new CliError('download', failures.join('; '));
}

async function fromOne(
  url: string,
  wanted: Wanted,
  partial: PartialFile,
  options: DownloadOptions,
): Promise<void> {
  const { limits, signal } = options;
  let [attempt, best] = [1, partial.size];
  while (partial.size < wanted.bytes) {
    try {
      await transfer(url, wanted, partial, options);
    } catch (error) {
      if (signal.aborted || !(error instanceof PassingError)) throw error;
      const moved = partial.size - best > wanted.bytes / 64; // a bad line, but one that carries
      [attempt, best] = moved ? [1, partial.size] : [attempt + 1, best];
      if (attempt > limits.attempts) throw givenUp(error, partial, wanted);
      await wait(retryAfter(attempt, error, limits), undefined, { signal });
    }
  }
  await verify(url, wanted, partial);
}

function retryAfter(attempt: number, error: PassingError, { retryMs }: DownloadLimits): number {
  return Math.max(error.waitMs, Math.min(longestRetryMs, retryMs * 2 ** (attempt - 1)));
}

function givenUp(error: Error, partial: PartialFile, { bytes }: Wanted): CliError {
  return new CliError(
    'download',
    `${error.message}; ${partial.size} of ${bytes} bytes are here: run the command again to go on from there`,
  );
}

/** One request: as much of what is missing as the connection gives. */
async function transfer(
  url: string,
  wanted: Wanted,
  partial: PartialFile,
  { limits, signal, onBytes }: DownloadOptions,
): Promise<void> {
  const quiet = silenceTimer(limits.stallMs);
  const both = AbortSignal.any([signal, quiet.signal]);
  try {
    const headers = resumeHeaders(partial);
    const response = await request(url, { headers, signal: both, redirects: limits.redirects });
    await prepare(response, url, wanted, partial);
    for await (const chunk of chunksOf(response)) {
      quiet.restart();
      await partial.append(chunk);
      onBytes(partial.size);
    }
    if (partial.size < wanted.bytes) throw new PassingError(`${url}: the connection was cut`);
  } catch (error) {
    if (quiet.signal.aborted && !signal.aborted)
      throw new PassingError(`${url}: nothing came for ${limits.stallMs / 1000} s`);
    throw error;
  } finally {
    quiet.stop();
  }
}

function resumeHeaders(partial: PartialFile): Record<string, string> {
  if (partial.size === 0) return {};
  const tag = partial.tag();
  return { range: `bytes=${partial.size}-`, ...(tag === null ? {} : { 'if-range': tag }) };
}

/** Whether the response continues what is there; else the partial file starts again. */
async function prepare(response: Response, url: string, wanted: Wanted, partial: PartialFile): Promise<void> {
  if (response.status === 416) {
    await discard(response);
    await partial.restart();
    throw new PassingError(`${url}: the server does not know the rest of this file (HTTP 416)`);
  }
  const continues = response.status === 206 && startOf(response) === partial.size;
  if (response.status === 206 && !continues) {
    await discard(response);
    await partial.restart();
    throw new PassingError(`${url}: the server sent another part than was asked for`);
  }
  const missing = wanted.bytes - (continues ? partial.size : 0);
  const offered = response.headers.get('content-length');
  if (offered !== null && Number(offered) !== missing) {
    await discard(response);
    throw new CliError(
      'download',
      `${url}: the server offers ${offered} bytes where ${missing} were expected: this is not the file; ${remedy}`,
    );
  }
  if (!continues && partial.size > 0) await partial.restart();
  const tag = response.headers.get('etag');
  if (tag?.startsWith('"')) partial.keepTag(tag); // a weak tag does not promise the same bytes
}

function startOf(response: Response): number | null {
  const range = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
  return range ? Number(range[1]) : null;
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (;;) {
      const read = await reader?.read();
      if (!read || read.done) return;
      yield read.value;
    }
  } catch (error) {
    throw new PassingError(`the connection was cut: ${reasonOf(error)}`);
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

const remedy = 'get the file yourself and use it with inkception models add';

async function verify(url: string, wanted: Wanted, partial: PartialFile): Promise<void> {
  const found = partial.sha256();
  if (found === wanted.sha256) {
    partial.forgetTag();
    return;
  }
  await partial.remove();
  throw new CliError(
    'download',
    `${url}: the file has sha256 ${found.slice(0, 12)}..., expected ${wanted.sha256.slice(0, 12)}...: it is damaged or another one, and was thrown away; try again, or ${remedy}`,
  );
}

/** Aborts when nothing restarts it in time. */
function silenceTimer(ms: number): { signal: AbortSignal; restart: () => void; stop: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, ms);
  return {
    signal: controller.signal,
    restart: () => timer.refresh(),
    stop: () => {
      clearTimeout(timer);
    },
  };
}
