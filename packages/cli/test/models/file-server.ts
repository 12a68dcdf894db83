import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server does with the nth request (from 1). */
export type Behaviour = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

export interface FileServer {
  readonly url: string;
  /** Headers of the requests so far. */
  readonly requests: readonly IncomingMessage['headers'][];
  close(): Promise<void>;
}

/** A server on this machine alone. */
export async function serve(behave: Behaviour): Promise<FileServer> {
  const requests: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    requests.push(request.headers);
    behave(request, response, requests.length);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/net.onnx`,
    requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        server.closeAllConnections();
      }),
  };
}

export const tag = '"v1"';

/** Serves `bytes` as a good server does: with a tag, and parts where they are asked for of this very version. */
export function whole(bytes: Uint8Array): Behaviour {
  return ({ headers }, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? NaN);
    const part = Number.isInteger(start) && (headers['if-range'] ?? tag) === tag;
    const rest = part ? bytes.subarray(start) : bytes;
    response.writeHead(part ? 206 : 200, {
      etag: tag,
      'content-length': rest.length,
      ...(part ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    response.end(rest);
  };
}

/** Promises all of `bytes`, sends `count` of them and cuts the connection. */
export function cutAfter(bytes: Uint8Array, count: number, start = 0): Behaviour {
  return (_, response) => {
    const rest = bytes.subarray(start);
    const range = { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(start > 0 ? 206 : 200, {
      etag: tag,
      'content-length': rest.length,
      ...(start > 0 ? range : {}),
    });
    response.write(rest.subarray(0, count), () => {
      setTimeout(() => response.destroy(), 30);
    });
  };
}

/** One behaviour for each request; the last for all that follow. */
export function oneAfterAnother(...behaviours: readonly Behaviour[]): Behaviour {
  return (request, response, nth) => {
    behaviours[Math.min(nth, behaviours.length) - 1]!(request, response, nth);
  };
}

export function answer(status: number, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return (_, response) => {
    response.writeHead(status, headers);
    response.end();
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
