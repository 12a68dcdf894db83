import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeRgbPng, encodeRgbPng, resize, type RgbImage } from '@inkception/core';

// The drawings of docs/gallery.md, each by its command, and that page: SQUEEZENET=FOLDER npm run gallery -- [NAME ...];
// the folder has squeezenet1.0.onnx, its card and its labels.
interface Drawing {
  readonly name: string;
  /** For those who read without pictures. */
  readonly shows: string;
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
  writeFileSync(pictureOf(drawing), encodeRgbPng(shown(join(out, 'preview.png'))));
}
writeFileSync(at('docs/gallery.md'), page(drawings.filter((drawing) => existsSync(pictureOf(drawing)))));

function pictureOf({ name }: Drawing): string {
  return join(folder, `${name}.png`);
}

/** docs/gallery.md: the drawings that there are, three in a row, and their commands. */
function page(made: readonly Drawing[]): string {
  const images = made.map(({ name, shows }) => `![${shows}](images/gallery/${name}.png)`);
  const rows = Array.from({ length: Math.ceil(made.length / 3) }, (_, k) => {
    const row = [0, 1, 2].map((i) => images[3 * k + i] ?? '');
    return `| ${row.join(' | ')} |`;
  });
  const [first = '', ...rest] = rows;
  return `# Gallery

Drawings, each by one command, in the order of the commands. The paper is A5 and the pens are 0.4 mm unless a
command says otherwise. Made by \`npm run gallery\` from [bench/gallery.json](../bench/gallery.json); those of SqueezeNet
need \`SQUEEZENET=FOLDER\` with [\`squeezenet1.0.onnx\`](models.md#squeezenet-10), its card and its labels.

<!-- prettier-ignore -->
${[first, '| --- | --- | --- |', ...rest].join('\n')}

\`\`\`
${made.map(({ command }) => `inkception excite ${command}`).join('\n')}
\`\`\`
`;
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
