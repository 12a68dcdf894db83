// Serves the repository to this machine alone: node examples/browser/serve.js [PORT], then open the address it prints.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';

const root = new URL('../../', import.meta.url);
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
// The two headers let the page share memory between threads.
const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const server = createServer(async ({ url }, response) => {
  if (!URL.canParse(url, 'http://localhost'))
    return response.writeHead(400).end('this is no address of a file');
  const { pathname } = new URL(url, 'http://localhost');
  const bytes = await readFile(new URL(`.${pathname}`, root)).catch(() => null);
  response.writeHead(bytes ? 200 : 404, {
    ...isolation,
    'content-type': types[extname(pathname)] ?? 'text/plain',
  });
  response.end(bytes ?? 'there is no such file');
});
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/examples/browser/index.html`);
});
