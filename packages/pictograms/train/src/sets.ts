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
  /** Icons named after what they show, not after an emoji. */
  readonly freelyNamed: boolean;
}

const iconSet = (
  name: string,
  title: string,
  licence: string,
  author: string,
  link: string,
  role: Role = 'train',
  monochrome = false,
  freelyNamed = false,
): PictureSet => ({ name, title, licence, author, link, role, monochrome, freelyNamed });

const namedSet = (
  name: string,
  title: string,
  licence: string,
  author: string,
  link: string,
  monochrome = false,
): PictureSet => iconSet(name, title, licence, author, link, 'train', monochrome, true);

const streamline = (name: string, title: string): PictureSet =>
  namedSet(
    name,
    `Streamline ${title}`,
    'CC-BY-4.0',
    'Streamline',
    'https://github.com/webalys-hq/streamline-vectors',
  );

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
  namedSet(
    'game-icons',
    'Game-icons.net',
    'CC-BY-3.0',
    'Lorc, Delapouite and contributors',
    'https://game-icons.net',
    true,
  ),
  namedSet(
    'mdi',
    'Material Design Icons',
    'Apache-2.0',
    'Pictogrammers',
    'https://github.com/Templarian/MaterialDesign',
    true,
  ),
  namedSet(
    'fa6-solid',
    'Font Awesome 6, solid',
    'CC-BY-4.0',
    'Font Awesome',
    'https://github.com/FortAwesome/Font-Awesome',
    true,
  ),
  namedSet('icon-park', 'IconPark', 'Apache-2.0', 'ByteDance', 'https://github.com/bytedance/IconPark'),
  streamline('streamline-color', 'Core, colour'),
  streamline('streamline-cyber-color', 'Cyber, colour'),
  streamline('streamline-plump-color', 'Plump, colour'),
  streamline('streamline-flex-color', 'Flex, colour'),
];

/** Icons that make resvg 2.6.2 stop the process, then those of another thing with the class's name: `set:icon`. */
export const leftOut: ReadonlySet<string> = new Set([
  'noto-v1:lady-beetle',
  'noto-v1:hot-beverage',
  'noto-v1:cocktail-glass',
  'noto-v1:ambulance',
  'noto:package',
  'mdi:bug',
  'fa6-solid:bug',
  'icon-park:bug',
  'streamline-color:bug',
  'streamline-plump-color:bug',
  'mdi:mouse',
  'icon-park:mouse',
  'streamline-color:mouse',
  'streamline-cyber-color:mouse',
  'game-icons:ram',
  'game-icons:ribbon',
  'mdi:ribbon',
  'fa6-solid:ribbon',
  'streamline-color:bow',
  'game-icons:spade',
  'mdi:spade',
  'mdi:fan',
  'fa6-solid:fan',
  'icon-park:receiver',
  'icon-park:compass',
  'streamline-cyber-color:compass-2',
  'icon-park:anchor',
  'mdi:kite',
  'game-icons:phone',
  'mdi:phone',
  'fa6-solid:phone',
  'streamline-color:phone',
  'streamline-cyber-color:phone-3',
  'streamline-cyber-color:phone-5',
  'streamline-plump-color:phone',
  'streamline-flex-color:phone',
  'icon-park:heart',
  'icon-park:ring',
  'streamline-plump-color:candle',
  'streamline-plump-color:bell',
  'streamline-flex-color:bell',
  'icon-park:trumpet',
  'mdi:football',
  'fa6-solid:football',
  'icon-park:cooking',
  'icon-park:turkey',
  'mdi:wave',
  'mdi:apple',
  'icon-park:apple',
  'streamline-color:apple',
  'streamline-flex-color:apple',
  'mdi:target',
  'icon-park:envelope',
  'streamline-cyber-color:movie-camera-2',
  'fa6-solid:diamond',
  'mdi:diamond',
  'game-icons:pig-face',
  'icon-park:mirror',
]);
