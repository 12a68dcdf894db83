import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeRgb8Png } from '@inkception/core';
import { describe, expect, it } from 'vitest';
import { folder, picture, plot } from './plot-fixtures.ts';

const programs = (['inkscape', 'vpype'] as const).map((name) => ({ name, path: findProgram(name) }));

function findProgram(name: string): string | null {
  const places = [...(process.env['PATH'] ?? '').split(':'), ''];
  return places.map((place) => join(place, name)).find((path) => existsSync(path)) ?? null;
}

describe('other programs', () => {
  const out = join(folder, 'seen');

  it.for(programs)('$name reads the drawing as we show it', async ({ name, path }, { skip }) => {
    if (path === null) return skip(`${name} is not installed here`);
    mkdirSync(out, { recursive: true });
    await plot(picture, '--paper', 'A6', '--out', out, '--force', '--formats', 'svg-px');
    for (const file of ['drawing.svg', 'drawing-px.svg']) {
      if (name === 'vpype') expectVpype(path, join(out, file));
      else expectInkscape(path, join(out, file), join(out, 'preview.png'));
    }
  });
});

/** Share of pixels of A6 at 8 pixels per mm that Inkscape and the preview show unlike. */
function expectInkscape(path: string, file: string, preview: string): void {
  const png = `${file}.png`;
  execFileSync(
    path,
    ['--export-type=png', '--export-dpi=203.2', '--export-background=#fffdf8', '-o', png, file],
    { stdio: 'ignore', timeout: 50_000 },
  );
  const [theirs, ours] = [png, preview].map((each) => decodeRgb8Png(readFileSync(each))) as [
    ReturnType<typeof decodeRgb8Png>,
    ReturnType<typeof decodeRgb8Png>,
  ];
  expect([theirs.width, theirs.height]).toEqual([ours.width, ours.height]);
  let unlike = 0;
  for (let i = 0; i < ours.data.length; i += 3) {
    if ([0, 1, 2].some((c) => Math.abs(ours.data[i + c]! - theirs.data[i + c]!) > 100)) unlike++;
  }
  // Where pens cross, ink multiplies in our preview; Inkscape paints over.
  expect(unlike / (ours.data.length / 3)).toBeLessThan(0.01);
}

function expectVpype(path: string, file: string): void {
  const stat = execFileSync(path, ['read', '--no-crop', file, 'stat'], { encoding: 'utf8', timeout: 50_000 });
  expect(stat.match(/Layer \d+/g)).toHaveLength(3);
}
