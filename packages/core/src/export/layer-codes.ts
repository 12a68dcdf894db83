import { badOption } from '../option.ts';
import {
  checkBoolean,
  checkNumber,
  checkOptional,
  checkText,
  fieldOf,
  isRecord,
  refuse,
  type Place,
} from '../json-record.ts';

/**
 * What an AxiDraw is told before a layer: pause for another pen, speed in percent (1 to 110), height of the lowered
 * pen in percent (0 to 100), a delay in ms. Source: AxiDraw's user guide, "Layer Control".
 */
export interface LayerCodes {
  /** Number or name of the pen; null: every pen. */
  readonly pen: string | null;
  readonly pause: boolean;
  readonly speed?: number;
  readonly height?: number;
  readonly delayMs?: number;
}

const expected =
  'such as "!+S30" for every pen, or "!;2:+S20+H40+D200" (! pause, +S speed, +H height, +D delay in ms)';

/** Reads "!+S30;2:+H40": codes in AxiDraw's own letters, for every pen or `PEN:`. Errors: `bad-option`. */
export function parseLayerCodes(text: string): LayerCodes[] {
  return text.split(';').map((part) => {
    const match = /^(?:([^:]+):)?(!?)((?:\+[SHD]\d+)*)$/i.exec(part.trim());
    if (!match || (match[2] === '' && match[3] === ''))
      throw badOption(`"${part}" are no layer codes, expected codes ${expected}`);
    const value = (letter: string): number | undefined => {
      const found = new RegExp(`\\+${letter}(\\d+)`, 'i').exec(match[3]!)?.[1];
      return found === undefined ? undefined : Number(found);
    };
    return checked(
      part,
      { pen: match[1]?.trim() ?? null, pause: match[2] === '!' },
      value('S'),
      value('H'),
      value('D'),
    );
  });
}

type Range = readonly [least: number, most: number];

const ranges = {
  speed: [1, 110],
  height: [0, 100],
  delayMs: [1, 10_000_000],
} as const satisfies Record<string, Range>;

/** The codes of a pen, from JSON. Errors: the place's code. */
export function checkLayerCodes(value: unknown, place: Place): void {
  if (!isRecord(value)) return refuse(place, value, 'a record with pen, pause, speed, height, delayMs');
  if (value['pen'] !== null) checkText(value['pen'], fieldOf(place, 'pen'));
  checkBoolean(value['pause'], fieldOf(place, 'pause'));
  for (const [name, [least, most]] of Object.entries(ranges))
    checkOptional(value[name], fieldOf(place, name), (number, at) => {
      checkNumber(number, at, least, most);
    });
}

function checked(
  part: string,
  codes: Pick<LayerCodes, 'pen' | 'pause'>,
  speed: number | undefined,
  height: number | undefined,
  delayMs: number | undefined,
): LayerCodes {
  const within = (value: number | undefined, [least, most]: Range): boolean =>
    value === undefined || (value >= least && value <= most);
  if (!within(speed, ranges.speed) || !within(height, ranges.height) || !within(delayMs, ranges.delayMs)) {
    throw badOption(`"${part}": expected +S from 1 to 110, +H from 0 to 100, +D of at least 1`);
  }
  return {
    ...codes,
    ...(speed === undefined ? {} : { speed }),
    ...(height === undefined ? {} : { height }),
    ...(delayMs === undefined ? {} : { delayMs }),
  };
}

/**
 * The codes of each layer as its label has them: what is said for every pen, then what for its own. A pause stands
 * before all layers but the first that draws, whose pen is in the holder already.
 */
export function codesOfLayers(
  codes: readonly LayerCodes[],
  layerOf: (pen: string) => number,
  count: number,
): string[] {
  return Array.from({ length: count }, (_, layer) => {
    const own = codes.filter(({ pen }) => pen === null || layerOf(pen) === layer);
    const { speed, height, delayMs } = Object.assign({}, ...own) as Partial<LayerCodes>;
    const pause = own.some((each) => each.pause);
    const part = (letter: string, value: number | undefined): string =>
      value === undefined ? '' : `+${letter}${value}`;
    return `${pause && layer > 0 ? '!' : ''}${part('S', speed)}${part('H', height)}${part('D', delayMs)}`;
  });
}
