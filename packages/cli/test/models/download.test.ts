import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { download, type DownloadLimits } from '../../src/models/download.ts';
import { temporaryFolder } from '../run-main.ts';
import {
  answer,
  cutAfter,
  oneAfterAnother,
  serve,
  sha256,
  tag,
  whole,
  type Behaviour,
  type FileServer,
} from './file-server.ts';

const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) >> 3);
const limits: DownloadLimits = { attempts: 3, retryMs: 1, stallMs: 300, redirects: 3 };

let servers: FileServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

async function serving(behave: Behaviour): Promise<FileServer> {
  const server = await serve(behave);
  servers.push(server);
  return server;
}

interface Fetched {
  readonly path: string;
  readonly received: number[];
  readonly requests: FileServer['requests'];
  readonly error: Error | null;
}

/** Fetches the file from a server that behaves in this way; what is in `before` arrived earlier. */
async function fetchFrom(
  behave: Behaviour,
  {
    before,
    signal = new AbortController().signal,
    urls = [],
  }: { before?: Uint8Array; signal?: AbortSignal; urls?: string[] } = {},
): Promise<Fetched> {
  const server = await serving(behave);
  const path = join(temporaryFolder(), 'net.part');
  if (before) {
    writeFileSync(path, before);
    writeFileSync(`${path}.etag`, tag);
  }
  const received: number[] = [];
  const wanted = { urls: [server.url, ...urls], bytes: bytes.length, sha256: sha256(bytes) };
  const error = await download(wanted, path, {
    limits,
    signal,
    onBytes: (count) => received.push(count),
  }).then(
    () => null,
    (reason: unknown) => reason as Error,
  );
  return { path, received, requests: server.requests, error };
}

const content = (path: string): Buffer => readFileSync(path);
const size = (path: string): number => (existsSync(path) ? statSync(path).size : 0);

describe('a download', () => {
  it('brings the file, and says how far it is', async () => {
    const { path, received, error, requests } = await fetchFrom(whole(bytes));
    expect(error).toBeNull();
    expect(content(path).equals(bytes)).toBe(true);
    expect(received.at(-1)).toBe(bytes.length);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(requests).toHaveLength(1);
    expect(existsSync(`${path}.etag`)).toBe(false);
  });

  it('goes on where connections were cut, asking for the same version', async () => {
    const behave = oneAfterAnother(cutAfter(bytes, 30_000), cutAfter(bytes, 20_000, 30_000), whole(bytes));
    const { path, error, requests } = await fetchFrom(behave);
    expect(error).toBeNull();
    expect(content(path).equals(bytes)).toBe(true);
    expect(requests.map((headers) => headers.range)).toEqual([undefined, 'bytes=30000-', 'bytes=50000-']);
    expect(requests[2]!['if-range']).toBe(tag);
  });

  it('goes on where an earlier run stopped', async () => {
    const { path, error, requests } = await fetchFrom(whole(bytes), { before: bytes.subarray(0, 40_000) });
    expect(error).toBeNull();
    expect(content(path).equals(bytes)).toBe(true);
    expect(requests.map((headers) => headers.range)).toEqual(['bytes=40000-']);
  });

  it('asks nobody when all has arrived', async () => {
    const { error, requests } = await fetchFrom(whole(bytes), { before: bytes });
    expect(error).toBeNull();
    expect(requests).toEqual([]);
  });

  it('starts again where the server ignores ranges', async () => {
    const ignoring: Behaviour = (request, response, nth) => {
      delete request.headers.range;
      whole(bytes)(request, response, nth);
    };
    const { path, error } = await fetchFrom(ignoring, { before: bytes.subarray(0, 40_000) });
    expect(error).toBeNull();
    expect(content(path).equals(bytes)).toBe(true);
  });

  it('starts again where the server has another version by now', async () => {
    const old = bytes.map((byte) => byte ^ 1);
    const newer: Behaviour = (request, response, nth) => {
      if (request.headers['if-range'] === tag) delete request.headers.range;
      whole(bytes)(request, response, nth);
    };
    const { path, error } = await fetchFrom(newer, { before: old.subarray(0, 40_000) });
    expect(error).toBeNull();
    expect(content(path).equals(bytes)).toBe(true);
  });

  const elsewhere: Behaviour = (_, response) => {
    response.writeHead(206, { 'content-range': `bytes 5-${bytes.length - 1}/${bytes.length}` });
    response.end(bytes.subarray(5));
  };
  it.each([
    ['the rest is not known (416)', answer(416)],
    ['another part comes than was asked for', elsewhere],
    ['the server is busy (503)', answer(503)],
    ['the server is busy and says for how long', answer(503, { 'retry-after': '0' })],
    ['the server fails (500)', answer(500)],
  ])('tries again when %s', async (_, first) => {
    const { path, error, requests } = await fetchFrom(oneAfterAnother(first, whole(bytes)), {
      before: bytes.subarray(0, 10),
    });
    expect(error).toBeNull();
    expect(content(path).equals(bytes)).toBe(true);
    expect(requests).toHaveLength(2);
  });

  it('takes silence for a cut connection', async () => {
    const silent: Behaviour = (_, response) => {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 50_000));
    };
    const { path, error } = await fetchFrom(oneAfterAnother(silent, whole(bytes)));
    expect(error).toBeNull();
    expect(content(path).equals(bytes)).toBe(true);
  });

  it('follows redirects on this machine', async () => {
    const target = await serving(whole(bytes));
    const { path, error } = await fetchFrom(answer(302, { location: target.url }));
    expect(error).toBeNull();
    expect(content(path).equals(bytes)).toBe(true);
  });

  it('asks the next address where the first has nothing', async () => {
    const mirror = await serving(whole(bytes));
    const { path, error } = await fetchFrom(answer(404), { urls: [mirror.url] });
    expect(error).toBeNull();
    expect(content(path).equals(bytes)).toBe(true);
  });

  it('stops at once when asked, and keeps what has arrived', async () => {
    const stop = new AbortController();
    const stopNow = (): void => {
      stop.abort();
    };
    const stalling: Behaviour = (_, response) => {
      response.writeHead(200, { etag: tag, 'content-length': bytes.length });
      response.write(bytes.subarray(0, 60_000), () => setTimeout(stopNow, 100));
    };
    const { path, error, requests } = await fetchFrom(stalling, { signal: stop.signal });
    expect(error).not.toBeNull();
    expect(size(path)).toBe(60_000);
    expect(readFileSync(`${path}.etag`, 'utf8')).toBe(tag);
    expect(requests).toHaveLength(1);
  });
});

describe('a download that cannot be', () => {
  const lengthOf = (length: number | null, sent: number): Behaviour => {
    return (_, response) => {
      response.writeHead(200, length === null ? {} : { 'content-length': length });
      for (let i = 0; i < sent; i += bytes.length) response.write(bytes.subarray(0, sent - i));
      response.end();
    };
  };
  const cases: [name: string, behave: Behaviour, message: RegExp, kept: number, requests: number][] = [
    ['no such file', answer(404), /there is no such file.*HTTP 404/, 0, 1],
    ['a refusal', answer(403), /refuses.*HTTP 403/, 0, 1],
    [
      'a busy server',
      answer(503),
      /busy \(HTTP 503\); 0 of 100000 bytes are here: run the command again/,
      0,
      3,
    ],
    ['a length that is too small', lengthOf(500, 500), /offers 500 bytes where 100000 were expected/, 0, 1],
    ['a length that is too large', lengthOf(200_000, 200_000), /offers 200000 bytes where 100000/, 0, 1],
    ['more than was promised', lengthOf(null, 300_000), /sends more than the 100000 bytes/, 100_000, 1],
    [
      'an end before its time',
      lengthOf(null, 400),
      /the connection was cut; 400 of 100000 bytes are here/,
      400,
      3,
    ],
    ['a redirect to a file', answer(302, { location: 'file:///etc/passwd' }), /only http and https/, 0, 1],
    ['a redirect to nowhere', answer(302), /redirects to nowhere/, 0, 1],
    [
      'a redirect elsewhere without encryption',
      answer(302, { location: 'http://nowhere.invalid/net.onnx' }),
      /only https is safe/,
      0,
      1,
    ],
    ['redirects in a loop', answer(302, { location: '/net.onnx' }), /redirects more than 3 times/, 0, 4],
  ];
  it.each(cases)('%s: one clear line', async (_, behave, message, kept, count) => {
    const { path, error, requests } = await fetchFrom(behave);
    expect(error?.message).toMatch(message);
    expect(error).toMatchObject({ name: 'CliError', code: 'download' });
    expect(error!.message).not.toContain('\n');
    expect(requests).toHaveLength(count);
    expect(size(path)).toBeLessThanOrEqual(kept);
    expect(size(path)).toBeLessThanOrEqual(bytes.length);
  });

  it('the wrong file is thrown away', async () => {
    const wrong = bytes.map((byte, i) => (i === 77 ? byte ^ 1 : byte));
    const { path, error } = await fetchFrom(whole(wrong));
    expect(error?.message).toMatch(/has sha256 .* expected .*thrown away.*models add/);
    expect(existsSync(path)).toBe(false);
  });

  it('a host that is not there', async () => {
    const server = await serve(whole(bytes));
    await server.close();
    const path = join(temporaryFolder(), 'net.part');
    const wanted = { urls: [server.url], bytes: 10, sha256: sha256(bytes) };
    const signal = new AbortController().signal;
    await expect(download(wanted, path, { limits, signal, onBytes: () => undefined })).rejects.toThrow(
      /cannot be reached.*ECONNREFUSED/,
    );
  });

  it.each(['ftp://127.0.0.1/net.onnx', 'http://nowhere.invalid/net.onnx', 'net.onnx'])(
    'an address that is not asked: %s',
    async (url) => {
      const path = join(temporaryFolder(), 'net.part');
      const wanted = { urls: [url], bytes: 10, sha256: sha256(bytes) };
      const signal = new AbortController().signal;
      await expect(
        download(wanted, path, { limits, signal, onBytes: () => undefined }),
      ).rejects.toMatchObject({ code: 'download' });
    },
  );

  it.skipIf(!existsSync('/dev/full'))('a full disk', async () => {
    const server = await serving(whole(bytes));
    const path = join(temporaryFolder(), 'net.part');
    symlinkSync('/dev/full', path);
    const wanted = { urls: [server.url], bytes: bytes.length, sha256: sha256(bytes) };
    const signal = new AbortController().signal;
    await expect(download(wanted, path, { limits, signal, onBytes: () => undefined })).rejects.toThrow(
      /the disk is full/,
    );
  });
});
