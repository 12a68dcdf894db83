/** What a set of pictures may be used for: released weights, or measuring only. */
export type Role = 'train' | 'measure';

export interface PictureSet {
  /** Of the npm package `@iconify-json/<name>`. */
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  /** Who is to be credited, with a link. */
  readonly author: string;
  readonly link: string;
  readonly role: Role;
  /** Pictures of one colour, which are painted with the ink of the moment. */
  readonly monochrome: boolean;
}

const iconSet = (
  name: string,
  title: string,
  licence: string,
  author: string,
  link: string,
  role: Role = 'train',
  monochrome = false,
): PictureSet => ({ name, title, licence, author, link, role, monochrome });

/** Every set in a fixed order: its place is its number in the data. Share-alike licences only measure. */
export const sets: readonly PictureSet[] = [
  iconSet('noto', 'Noto Emoji', 'Apache-2.0', 'Google', 'https://github.com/googlefonts/noto-emoji'),
  iconSet('noto-v1', 'Noto Emoji 1', 'Apache-2.0', 'Google', 'https://github.com/googlefonts/noto-emoji'),
  iconSet('twemoji', 'Twemoji', 'CC-BY-4.0', 'Twitter', 'https://github.com/jdecked/twemoji'),
  iconSet(
    'fluent-emoji-flat',
    'Fluent Emoji, flat',
    'MIT',
    'Microsoft',
    'https://github.com/microsoft/fluentui-emoji',
  ),
  iconSet('fluent-emoji', 'Fluent Emoji', 'MIT', 'Microsoft', 'https://github.com/microsoft/fluentui-emoji'),
  iconSet('emojione', 'Emoji One 2', 'CC-BY-4.0', 'Emoji One', 'https://github.com/EmojiTwo/emojitwo'),
  iconSet('fxemoji', 'Firefox OS Emoji', 'Apache-2.0', 'Mozilla', 'https://github.com/mozilla/fxemoji'),
  iconSet(
    'streamline-emojis',
    'Streamline Emojis',
    'CC-BY-4.0',
    'Streamline',
    'https://github.com/webalys-hq/streamline-vectors',
  ),
  iconSet(
    'fluent-emoji-high-contrast',
    'Fluent Emoji, contrast',
    'MIT',
    'Microsoft',
    'https://github.com/microsoft/fluentui-emoji',
    'train',
    true,
  ),
  iconSet(
    'emojione-monotone',
    'Emoji One 2, monotone',
    'CC-BY-4.0',
    'Emoji One',
    'https://github.com/EmojiTwo/emojitwo',
    'train',
    true,
  ),
  iconSet('openmoji', 'OpenMoji', 'CC-BY-SA-4.0', 'OpenMoji', 'https://openmoji.org', 'measure'),
  iconSet(
    'emojione-v1',
    'Emoji One 1',
    'CC-BY-SA-4.0',
    'Emoji One',
    'https://github.com/joypixels/emojione-legacy',
    'measure',
  ),
];

/** Icons that make resvg 2.6.2 stop the process: `set:icon`. */
export const unrenderable: ReadonlySet<string> = new Set([
  'noto-v1:lady-beetle',
  'noto-v1:hot-beverage',
  'noto-v1:cocktail-glass',
  'noto-v1:ambulance',
  'noto:package',
]);
