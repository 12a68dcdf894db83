import type { IndexMap, RgbImage } from '../image.ts';
import type { Rgb } from '../palette/colour.ts';
import { mapOf, type Canvas } from './canvas.ts';

/** Lines of one pen between the areas of all others, as lead between glass. */
export interface Lead {
  /** Index of the palette: the last, which no area has. */
  readonly pen: number;
  /** Of the lines, in shorter picture sides. */
  readonly width: number;
}

/**
 * A canvas whose true image has lead between its areas, in a pen after those of the areas. The network sees it as soon as it sees the true image
 * (straight-through), and what lies under the lead takes no gradient: shapes grow until they are worth their outline.
 */
export function leadCanvas(inner: Canvas, { pen, width: share }: Lead, colour: Rgb): Canvas {
  const radiusOf = (of: { width: number; height: number }): number =>
    Math.max(0.5, (share * Math.min(of.width, of.height)) / 2);
  let covered: Uint8Array | null = null;
  return {
    ...inner,
    render(at) {
      const image = inner.render(at);
      covered = null;
      if (!at.straightThrough) return image;
      const map = mapOf(inner.truth(1));
      covered = leadOf(map, radiusOf(map));
      return covering(image, covered, colour);
    },
    backward(gradient, weight) {
      return inner.backward(covered ? covering(gradient, covered, [0, 0, 0]) : gradient, weight);
    },
    relaxed(temperature, detail) {
      // the mixture where there is glass, the lead as it is
      const map = mapOf(inner.truth(detail));
      return covering(inner.relaxed(temperature, detail), leadOf(map, radiusOf(map)), colour);
    },
    truth(detail) {
      const under = inner.truth(detail);
      const map = mapOf(under);
      const lead = leadOf(map, radiusOf(map));
      const indices = map.indices.map((index, i) => (lead[i] ? pen : index));
      return { kind: 'map', map: { ...map, indices }, colours: [...under.colours, colour] };
    },
  };
}

/** 1 within `radius` pixels of where two areas meet. */
function leadOf({ width, height, indices }: IndexMap, radius: number): Uint8Array {
  const lead = new Uint8Array(width * height);
  const disc = discOf(radius);
  const mark = (x: number, y: number): void => {
    for (const [dx, dy] of disc) {
      const [px, py] = [x + dx, y + dy];
      if (px >= 0 && py >= 0 && px < width && py < height) lead[py * width + px] = 1;
    }
  };
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const right = x + 1 < width && indices[i] !== indices[i + 1];
      const below = y + 1 < height && indices[i] !== indices[i + width];
      if (right || below) mark(x, y);
    }
  }
  return lead;
}

function discOf(radius: number): [number, number][] {
  const reach = Math.floor(radius);
  const offsets = Array.from({ length: 2 * reach + 1 }, (_, k) => k - reach);
  return offsets.flatMap((dy) =>
    offsets.filter((dx) => dx ** 2 + dy ** 2 <= radius ** 2).map((dx): [number, number] => [dx, dy]),
  );
}

function covering({ width, height, data }: RgbImage, covered: Uint8Array, colour: Rgb): RgbImage {
  const plane = width * height;
  const out = data.slice();
  for (let i = 0; i < plane; i++) if (covered[i]) for (let c = 0; c < 3; c++) out[c * plane + i] = colour[c]!;
  return { width, height, data: out };
}
