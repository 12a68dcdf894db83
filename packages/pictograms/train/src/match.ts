import { readFileSync } from 'node:fs';
import type { Concept } from './concepts.ts';
import { unrenderable, type PictureSet } from './sets.ts';

interface Icon {
  readonly body: string;
  readonly left?: number;
  readonly top?: number;
  readonly width?: number;
  readonly height?: number;
}

/** A set's pictures as Iconify packs them. */
export interface IconSet {
  readonly set: PictureSet;
  readonly icons: Readonly<Record<string, Icon>>;
  readonly width: number;
  readonly height: number;
  /** Icon of an emoji's codepoints, where the set says. */
  readonly ofCodes: ReadonlyMap<string, string>;
  /** Icons of a name without case, hyphens and a trailing number. */
  readonly ofName: ReadonlyMap<string, readonly string[]>;
}

/** What an emoji is called: its codepoints, Unicode's own names for it, and the short codes of other platforms. */
export interface EmojiNames {
  readonly codes: string;
  readonly own: readonly string[];
  readonly other: readonly string[];
}

const here = (path: string): URL => new URL(`../${path}`, import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(here(path), 'utf8'));
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

interface IconifyFile {
  readonly icons: Record<string, Icon>;
  readonly aliases?: Record<string, { parent: string; rotate?: number; hFlip?: boolean; vFlip?: boolean }>;
  readonly width?: number;
  readonly height?: number;
}

export function readIconSet(set: PictureSet): IconSet {
  const folder = `node_modules/@iconify-json/${set.name}`;
  const file = json(`${folder}/icons.json`) as IconifyFile;
  const ofName = new Map<string, string[]>();
  const put = (name: string, icon: string): void => {
    const known = ofName.get(plain(name)) ?? [];
    if (!known.includes(icon)) ofName.set(plain(name), [...known, icon]);
  };
  for (const name of Object.keys(file.icons)) {
    put(name, name);
    const stem = /^(.*)-[123]$/.exec(name)?.[1]; // a set may draw a thing more than once
    if (stem !== undefined) put(stem, name);
  }
  for (const [name, { parent, rotate, hFlip, vFlip }] of Object.entries(file.aliases ?? {})) {
    if (!rotate && !hFlip && !vFlip && file.icons[parent]) put(name, parent);
  }
  const ofCodes = new Map(Object.entries(charsOf(folder)));
  return { set, icons: file.icons, width: file.width ?? 16, height: file.height ?? 16, ofCodes, ofName };
}

function charsOf(folder: string): Record<string, string> {
  try {
    return json(`${folder}/chars.json`) as Record<string, string>;
  } catch {
    return {};
  }
}

/** Names of every emoji by its short name, from Unicode's list and the short codes of eight platforms. */
export function readEmojiNames(): ReadonlyMap<string, EmojiNames> {
  const emoji = json('node_modules/unicode-emoji-json/data-by-emoji.json') as Record<
    string,
    { slug: string; name: string }
  >;
  const platforms = ['cldr', 'emojibase', 'emojibase-legacy', 'github', 'iamcal', 'joypixels'].map(
    (name) =>
      json(`node_modules/emojibase-data/en/shortcodes/${name}.json`) as Record<string, string | string[]>,
  );
  return new Map(
    Object.entries(emoji).map(([text, { slug, name }]) => {
      const codes = Array.from(text)
        .map((c) => c.codePointAt(0)!.toString(16))
        .filter((c) => c !== 'fe0f')
        .join('-');
      const other = platforms.flatMap((codesOf) => codesOf[codes.toUpperCase()] ?? []);
      return [slug, { codes, own: [slug, name, `${slug}face`].map(plain), other: other.map(plain) }];
    }),
  );
}

/** The pictures of a concept in a set, in the order they are found. */
export function picturesOf(
  concept: Concept,
  icons: IconSet,
  emoji: ReadonlyMap<string, EmojiNames>,
): string[] {
  const found = concept.slugs.flatMap((slug) => {
    const known = emoji.get(slug);
    if (!known) throw new Error(`concepts.txt: there is no emoji "${slug}"`);
    const byCode = icons.ofCodes.get(known.codes);
    if (byCode !== undefined) return [byCode];
    const named = (names: readonly string[]): string[] =>
      names.flatMap((name) => icons.ofName.get(name) ?? []);
    const own = named(known.own);
    return own.length > 0 ? own : named(known.other); // short codes are sometimes another emoji's name
  });
  return [...new Set(found)].filter((name) => !unrenderable.has(`${icons.set.name}:${name}`));
}
