import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import { afterAll, describe, expect, it } from 'vitest';
import { random } from './support/random.ts';

/** The function of an example, which is plain JavaScript. */
async function example<T>(
  file: string,
  name: string,
): Promise<(args: string[], ...more: number[]) => Promise<T>> {
  const module = (await import(`../examples/${file}.js`)) as Record<string, unknown>;
  return module[name] as (args: string[], ...more: number[]) => Promise<T>;
}

const folder = mkdtempSync(join(tmpdir(), 'onnx-grad-'));
const [photo, out] = [join(folder, 'photo.png'), join(folder, 'out.png')];
const next = random(5);
const noise = Uint8Array.from({ length: 3 * 48 * 40 }, () => 256 * next());
writeFileSync(photo, encode({ width: 48, height: 40, data: noise, channels: 3, depth: 8 }));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const written = (): readonly [number, number, number] => {
  const { width, height, channels } = decode(readFileSync(out));
  return [width, height, channels];
};

describe('examples, on the built-in network and a picture of noise', () => {
  it('saliency: the picture, bright in some places and dark in others', async () => {
    const saliency = await example('saliency', 'saliency');
    await saliency([photo, out], 64, 4);
    expect(written()).toEqual([64, 64, 3]);
    const { data } = decode(readFileSync(out));
    expect(data.some((v) => v > 200)).toBe(true);
    expect(data.filter((v) => v < 64).length).toBeGreaterThan(data.length / 3);
  });

  it('adversarial: no pixel moves further than it may, and the class is another', async () => {
    const adversarial = await example<{ before: number; after: number }>('adversarial', 'adversarial');
    const { before, after } = await adversarial([photo, out], 64, 8 / 255, 8);
    expect(written()).toEqual([64, 64, 3]);
    expect(after).not.toBe(before);
  });

  it('deep dream: the layer sees more', async () => {
    const deepDream = await example<{ activities: number[] }>('deep-dream', 'deepDream');
    const { activities } = await deepDream([photo, out], 64, 6);
    expect(written()).toEqual([64, 64, 3]);
    expect(activities.at(-1)!).toBeGreaterThan(1.2 * activities[0]!);
  });
});
