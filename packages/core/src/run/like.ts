import { InkceptionError } from '../error.ts';
import { encodeRgbPng, type Rgb8Image } from '../export/png.ts';
import { decodeRgbPng } from '../export/rgb-png-reader.ts';
import { toBase64 } from '../base64.ts';
import type { Settings } from '../excite/settings.ts';
import type { RgbImage } from '../image.ts';
import type { JsonRecord } from '../json-record.ts';
import { findLayerName, listLayers, type NamedLayer } from '../network/layers.ts';
import type { Network } from '../network/network.ts';
import type { Term } from '../objective/objective.ts';
import { fitWithin } from '../view/resize.ts';
import type { Job, LikePicture } from './job.ts';
import { jobBytes, toFloats } from './picture-input.ts';

/** A picture to resemble, as it is asked for. */
export interface LikeRequest {
  readonly picture: Rgb8Image;
  /** Where in the network; without them a layer at each scale. */
  readonly layers?: readonly string[];
  /** What style counts beside content. */
  readonly style?: number;
}

type Size = Job['size'];

/** The picture's shape, its shorter side as long as what the network is used to. */
export function sizeLike({ picture }: LikeRequest, [height, width]: readonly [number, number]): Size {
  const [side, least] = [Math.min(height, width), Math.min(picture.width, picture.height)];
  const along = (length: number): number =>
    cell * Math.round(Math.min(mostOblong, length / least) * (side / cell));
  return { width: along(picture.width), height: along(picture.height) };
}

/** Sides are multiples of this many pixels, which networks halve several times. */
const cell = 8;
const mostOblong = 3;

/** What a likeness changes in recipe `strokes`: they begin where they are wanted, in its colours, all over the page. */
export const settingsLike: JsonRecord = {
  strokes: { initialSpread: 0.35 },
  prices: { ink: 0.05, overdraw: 1, lifts: 0 },
  coloursRate: 0.02,
  pointsRate: {
    points: [
      [0, 0.006],
      [0.4, 0.006],
      [1, 0.001],
    ],
  },
};

/** Errors: `bad-option` for views in which only one of both pictures can be seen. */
export function checkLikeViews({ views }: Settings): void {
  if (views.beyond !== 'wrap' && views.closeUps.length === 0) return;
  throw new InkceptionError(
    'bad-option',
    'a likeness is looked at whole: leave out --tile and views.closeUps, or --like',
  );
}

/** The picture as a job holds it. */
export function likeFrom({ picture }: LikeRequest, { width, height }: Size): LikePicture {
  return { png: toBase64(encodeRgbPng(fitWithin(toFloats(picture), width, height))) };
}

/** The picture in a job. Errors: `bad-image` where it is none of the job's size. */
export function likePicture({ png }: LikePicture, { width, height }: Size): RgbImage {
  const what = "the job's picture to resemble";
  const picture = decodeRgbPng(jobBytes(png, what), what);
  if (picture.width === width && picture.height === height) return picture;
  throw new InkceptionError(
    'bad-image',
    `${what} has ${picture.width} x ${picture.height} px, its size is ${width} x ${height}`,
  );
}

/** Content and style of a picture, each a mean over its layers. Errors: `bad-option`, `unknown-layer`, `bad-size`. */
export function likeTerms({ layers, style = usualStyle }: LikeRequest, network: Network, size: Size): Term[] {
  if (!(style >= 0))
    throw new InkceptionError('bad-option', `the style's weight is ${style}, expected 0 or more`);
  const names = layers?.map((name) => findLayerName(network, name)) ?? layersByScale(network, size);
  if (names.length === 0)
    throw new InkceptionError(
      'bad-option',
      `${network.card.name} has no layer between 1/2 and 1/16 of the picture: name some (--like-layers)`,
    );
  const kinds = [
    ['content', 1],
    ['style', style],
  ] as const;
  return kinds.flatMap(([kind, weight]): Term[] =>
    weight > 0 ? names.map((layer) => ({ kind, layer, weight: +(weight / names.length).toFixed(6) })) : [],
  );
}

const usualStyle = 0.2;

/** The last layer with features at each of these strides: edges, lines, parts, the whole. */
const strides = [2, 4, 8, 16];

function layersByScale(network: Network, { width, height }: Size): string[] {
  const classes = network.card.labels?.length;
  const features = listLayers(network, width, height).filter(
    ({ shape, worth }) => worth && shape.length === 4 && shape[1] !== classes,
  );
  const last = (stride: number): NamedLayer | undefined =>
    features.filter((layer) => layer.stride[0] === stride).at(-1);
  return strides.flatMap((stride) => last(stride)?.name ?? []);
}
