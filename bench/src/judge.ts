import { existsSync, readFileSync } from 'node:fs';
import type { RgbImage } from '@inkception/core';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const runs = new URL('../../packages/pictograms/train/runs/', import.meta.url);

/** An independently trained, ordinary network that names drawings of the built-in network's classes. */
export interface Judge {
  /** The wanted classes from the likeliest on, for a picture [3, side, side] of any side that 64 divides. */
  readonly name: (picture: RgbImage) => Promise<string[]>;
}

/** The judge of `npm run train -w packages/pictograms`, choosing among `labels`; null, said aloud, without it. */
export async function openJudge(labels: readonly string[]): Promise<Judge | null> {
  const [file, names] = [new URL('judge.onnx', runs), new URL('judge.labels.json', runs)];
  if (!existsSync(file)) {
    console.log(`no judge: ${file.pathname} is not there (npm run train -w packages/pictograms makes it)`);
    return null;
  }
  const session = await InferenceSession.create(readFileSync(file));
  const known = JSON.parse(readFileSync(names, 'utf8')) as string[];
  const wanted = labels.map((label) => ({ label, index: known.indexOf(label) }));
  return {
    name: async (picture) => {
      const data = shrink(picture, seenSide);
      const { logits } = await session.run({
        image: new Tensor('float32', data, [1, 3, seenSide, seenSide]),
      });
      const values = logits!.data as Float32Array;
      const at = ({ index }: { index: number }): number => values[index] ?? -Infinity;
      return wanted.toSorted((one, other) => at(other) - at(one)).map(({ label }) => label);
    },
  };
}

const seenSide = 64;

/** Means of blocks. */
function shrink({ width, height, data }: RgbImage, side: number): Float32Array {
  const factor = width / side;
  const out = new Float32Array(3 * side * side);
  for (let row = 0; row < 3 * height; row++) {
    for (let x = 0; x < width; x++) {
      out[Math.floor(row / factor) * side + Math.floor(x / factor)]! += data[row * width + x]! / factor ** 2;
    }
  }
  return out;
}
