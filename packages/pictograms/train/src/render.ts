import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { attributionOf } from './attribution.ts';
import { parseConcepts, parseNear, type Concept } from './concepts.ts';
import { picturesOf, readEmojiNames, readIconSet, type IconSet } from './match.ts';
import { sets, unrenderable, type PictureSet } from './sets.ts';

/** Side of a picture, px: half again of what the network is trained at, so that turning and zooming stays sharp. */
const side = 96;

/** What monochrome sets are painted with: training paints it over with an ink of its own. */
const ink = '#222222';

/** One picture of the data: its class (-1: none of these), its set, its icon. */
type Entry = readonly [label: number, set: number, icon: string];

/** Renders every picture of every class and of none, RGBA 8 bit, into `data/`. */
function renderAll(folder: URL): void {
  const text = readFileSync(new URL('../concepts.txt', import.meta.url), 'utf8');
  const concepts = parseConcepts(text);
  const emoji = readEmojiNames();
  const iconSets = sets.map(readIconSet);
  const wanted = iconSets.flatMap((icons, set) =>
    concepts.flatMap((concept, label) =>
      picturesOf(concept, icons, emoji).map((icon): Entry => [label, set, icon]),
    ),
  );
  const others = othersOf(iconSets, [...concepts, parseNear(text)], emoji);
  mkdirSync(folder, { recursive: true });
  writeData(folder, 'pictures', wanted, iconSets, concepts);
  writeData(folder, 'others', others, iconSets, concepts);
  const counts = sets.map((_, i) => [...wanted, ...others].filter(([, set]) => set === i).length);
  writeFileSync(new URL('../ATTRIBUTION.md', folder), attributionOf(counts, sets.map(versionOf)));
}

function versionOf({ name }: PictureSet): string {
  const text = readFileSync(
    new URL(`../node_modules/@iconify-json/${name}/package.json`, import.meta.url),
    'utf8',
  );
  return (JSON.parse(text) as { version: string }).version;
}

/** Colour pictures of things that are no class and like none, without faces, people, hands, flags, signs and letters. */
function othersOf(
  iconSets: readonly IconSet[],
  taken: readonly Concept[],
  emoji: ReturnType<typeof readEmojiNames>,
): Entry[] {
  const people =
    /flag|face|person|man|woman|men|girl|boy|hand|finger|button|sign|keycap|letter|clock|symbol|skin|tone|heart|couple|family|kiss|people|arrow|square|circle|mark|zodiac|moon|input|index/;
  return [0, 2, 3, 5].flatMap((set) => {
    const icons = iconSets[set]!;
    const used = new Set(taken.flatMap((concept) => picturesOf(concept, icons, emoji)));
    return Object.keys(icons.icons)
      .filter(
        (name) => !used.has(name) && !people.test(name) && !unrenderable.has(`${icons.set.name}:${name}`),
      )
      .map((name): Entry => [-1, set, name]);
  });
}

function writeData(
  folder: URL,
  name: string,
  entries: readonly Entry[],
  iconSets: readonly IconSet[],
  concepts: readonly Concept[],
): void {
  const pixels = entries.map(([, set, icon]) => renderIcon(iconSets[set]!, icon));
  writeFileSync(new URL(`${name}.rgba`, folder), Buffer.concat(pixels));
  const classes = concepts.map((concept) => concept.name);
  writeFileSync(
    new URL(`${name}.json`, folder),
    JSON.stringify({
      side,
      sets: sets.map((set) => set.name),
      classes,
      slugs: concepts.map((concept) => concept.slugs),
      drawn: concepts.filter(({ role }) => role !== 'judge').map(({ name }) => name),
      entries,
    }),
  );
}

function renderIcon({ set, icons, width, height }: IconSet, name: string): Buffer {
  const { body, left = 0, top = 0, width: w = width, height: h = height } = icons[name]!;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${left} ${top} ${w} ${h}" width="${side}" height="${side}" color="${ink}">${body}</svg>`;
  const picture = new Resvg(svg, { fitTo: { mode: 'width', value: side } }).render();
  if (picture.width === side && picture.height === side) return Buffer.from(picture.pixels);
  throw new Error(
    `${set.name}:${name} renders at ${picture.width} x ${picture.height}, expected ${side} x ${side}`,
  );
}

renderAll(new URL('../data/', import.meta.url));
