import { paint, type TrueImage } from '../canvas/canvas.ts';
import type { Rgb } from '../palette/colour.ts';
import type { Dropped } from './dropped.ts';
import { scorePlainly, type Scorer } from './score.ts';

/**
 * Gives areas of a true image to colours that were dropped, the best exchange each time, until it gains no more; each
 * time the score rises, so that this ends. `areas` are the colours whose areas may change hands. Returns those that are
 * out in the end.
 */
export async function exchangeColours(
  image: TrueImage,
  areas: readonly number[],
  dropped: readonly Dropped[],
  scorer: Scorer,
): Promise<readonly Dropped[]> {
  const owners = image.colours.map((_, n) => n); // of each area, as it was
  let out = dropped;
  for (;;) {
    const colours = owners.map((owner) => image.colours[owner]!);
    const best = await bestExchange({ ...image, colours }, areas, out, image.colours, scorer);
    if (!best) return out;
    const { area, to, before, after } = best;
    out = [...out.filter(({ colour }) => colour !== to), { colour: owners[area]!, before, after, for: to }];
    owners[area] = to;
  }
}

interface Exchange {
  readonly area: number;
  readonly to: number;
  readonly before: number;
  readonly after: number;
}

/** The exchange by which the picture gains most; null where none gains. */
async function bestExchange(
  { map, colours }: TrueImage,
  areas: readonly number[],
  out: readonly Dropped[],
  palette: readonly Rgb[],
  scorer: Scorer,
): Promise<Exchange | null> {
  const [now] = await scorePlainly([paint({ kind: 'map', map, colours })], scorer);
  const before = now!.excitation;
  let best: Exchange | null = null;
  for (const area of areas) {
    const pictures = out.map(({ colour }) =>
      paint({ kind: 'map', map, colours: colours.with(area, palette[colour]!) }),
    );
    const scores = (await scorePlainly(pictures, scorer)).map(({ excitation }) => excitation);
    const after = Math.max(...scores);
    if (after > (best?.after ?? before))
      best = { area, to: out[scores.indexOf(after)]!.colour, before, after };
  }
  return best;
}
