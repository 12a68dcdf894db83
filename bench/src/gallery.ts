import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeRgbPng, encodeRgbPng, resize, type RgbImage } from '@inkception/core';

// The drawings of docs/gallery.md, each by its command: SQUEEZENET=FOLDER npm run gallery -- [NAME ...]; the folder has
// squeezenet1.0.onnx, its card and its labels.
interface Drawing {
  readonly name: string;
  /** What comes after `inkception excite`. */
  readonly command: string;
}

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const folder = at('docs/images/gallery');
const drawings = JSON.parse(readFileSync(at('bench/gallery.json'), 'utf8')) as readonly Drawing[];
const wanted = process.argv.slice(2);

/** Width of a picture in the documentation, px. */
const shownWidth = 420;

mkdirSync(folder, { recursive: true });
for (const drawing of drawings) {
  if (wanted.length > 0 && !wanted.includes(drawing.name)) continue;
  const out = at(join('out', 'gallery', drawing.name));
  draw(drawing, out);
  writeFileSync(join(folder, `${drawing.name}.png`), encodeRgbPng(shown(join(out, 'preview.png'))));
}

function draw({ command }: Drawing, out: string): void {
  const folderOf = process.env['SQUEEZENET'] ?? '.';
  const words = command.split(' ').map((word) => (word.endsWith('.onnx') ? join(folderOf, word) : word));
  const program = at('packages/cli/bin/inkception.js');
  const { status } = spawnSync(process.execPath, [program, 'excite', ...words, '--out', out, '--force'], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`inkception excite ${command} ended with ${status}`);
}

function shown(file: string): RgbImage {
  const preview = decodeRgbPng(readFileSync(file), file);
  return resize(preview, shownWidth, Math.round((preview.height * shownWidth) / preview.width));
}
