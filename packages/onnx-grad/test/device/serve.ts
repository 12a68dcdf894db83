import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Without these a page may not share memory between threads. */
const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.ts': 'text/javascript',
  '.json': 'application/json',
  '.html': 'text/html',
  '.wasm': 'application/wasm',
};

export interface Site {
  /** With a slash at its end. */
  readonly url: string;
  close(): void;
}

/**
 * The repository on a loopback port, to a cross-origin isolated page; `/` is an empty page. TypeScript is served with
 * its types erased, so that browsers run the sources and never a stale build.
 */
export async function serveRepository(): Promise<Site> {
  const server = createServer((request, response) => {
    answer(new URL(request.url ?? '/', 'http://localhost').pathname, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${portOf(server)}/`, close: () => server.close() };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

const root = new URL('../../../../', import.meta.url);

const emptyPage = '<!doctype html><title>test</title><link rel="icon" href="data:,">';

function answer(path: string, response: ServerResponse): void {
  if (path === '/') {
    send(response, 'text/html', emptyPage);
    return;
  }
  try {
    const file = new URL(`.${path}`, root);
    const bytes = readFileSync(file);
    send(
      response,
      mediaTypes[extname(path)] ?? 'application/octet-stream',
      path.endsWith('.ts') ? erased(file, bytes) : bytes,
    );
  } catch {
    response.writeHead(404, isolation).end();
  }
}

function send(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.writeHead(200, { ...isolation, 'content-type': type }).end(body);
}

function erased(file: URL, source: Buffer): string {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  };
  return ts.transpileModule(source.toString(), { fileName: fileURLToPath(file), compilerOptions }).outputText;
}
