// Compiles the kernels beside this file into src/kernels/module.ts, which is committed: tests and the command read
// the sources of a fresh clone without a build. With --check nothing is written; it fails when the two disagree.
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(new URL('../src/kernels/module.ts', import.meta.url));
const options = '--runtime stub --enable simd --importMemory --noAssert -O3 --outFile kernels.wasm'.split(
  ' ',
);

let binary = null;
const { error, stderr } = await asc.main(['index.ts', '--baseDir', folder, ...options], {
  writeFile: (name, contents) => {
    if (name.endsWith('.wasm')) binary = contents;
  },
});
if (error || !binary) throw new Error(`the kernels do not compile: ${stderr.toString()}`);

const text = `// Made by packages/core/kernels/compile.js from the AssemblyScript beside it: npm run kernels
/** The kernels' WebAssembly module, base64. */
export const moduleBase64 =
  '${Buffer.from(binary).toString('base64')}';
`;
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('src/kernels/module.ts is not what packages/core/kernels compiles to: run npm run kernels');
  process.exitCode = 1;
}
