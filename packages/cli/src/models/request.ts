import { CliError } from '../cli-error.ts';
import { checkUrl } from './url-rules.ts';

/** A failure that may pass: the same request is worth repeating. */
export class PassingError extends Error {
  override readonly name = 'PassingError';
  /** What the server asked for, ms; 0 where it did not. */
  readonly waitMs: number;

  constructor(message: string, waitMs = 0) {
    super(message);
    this.waitMs = waitMs;
  }
}

export interface RequestOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Redirects that are followed. */
  readonly redirects: number;
}

const redirecting = new Set([301, 302, 303, 307, 308]);
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);
const longestWaitMs = 30_000;

/**
 * The response 200, 206 or 416 to a GET. Errors: PassingError for servers that are busy or out of reach, `download`
 * for what will not change: no such file, refused, redirects without end or to where nothing is fetched from.
 */
export async function request(address: string, options: RequestOptions): Promise<Response> {
  let url = checkUrl(address);
  for (let hop = 0; hop <= options.redirects; hop++) {
    const response = await get(url, options);
    if (!redirecting.has(response.status)) return accept(response, url);
    await discard(response);
    const target = response.headers.get('location');
    if (target === null) throw new CliError('download', `${url.href} redirects to nowhere`);
    url = checkUrl(target, url);
  }
  throw new CliError(
    'download',
    `${address} redirects more than ${options.redirects} times; nothing was fetched`,
  );
}

async function get(url: URL, { headers, signal }: RequestOptions): Promise<Response> {
  try {
    return await fetch(url, {
      redirect: 'manual',
      signal,
      headers: { ...headers, 'accept-encoding': 'identity' },
    });
  } catch (error) {
    throw new PassingError(`${url.host} cannot be reached: ${reasonOf(error)}`);
  }
}

async function accept(response: Response, url: URL): Promise<Response> {
  const { status, headers } = response;
  if (status === 200 || status === 206 || status === 416) return response;
  await discard(response);
  if (passing.has(status)) {
    const seconds = Number(headers.get('retry-after') ?? 0);
    const waitMs = Number.isFinite(seconds) ? Math.min(longestWaitMs, 1000 * seconds) : 0;
    throw new PassingError(`${url.host} is busy (HTTP ${status})`, waitMs);
  }
  const what = status === 404 || status === 410 ? 'there is no such file (any more)' : 'the server refuses';
  throw new CliError('download', `${url.href}: ${what} (HTTP ${status})`);
}

/** Frees the connection. */
export async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => undefined); // it may be gone already
}

/** What went wrong below `fetch`, in its own words. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause ? `${cause.message || 'failed'} (${String(cause.code)})` : cause.message;
}
