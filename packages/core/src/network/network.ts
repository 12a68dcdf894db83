import { prependPreprocess, readModel, simplify, withInputShape, type Graph } from 'onnx-grad';
import { InkceptionError } from '../error.ts';
import type { NetworkCard } from './card.ts';

/** A pretrained network: its file as a graph, and the card that says what the file cannot. */
export interface Network {
  readonly card: NetworkCard;
  readonly graph: Graph;
}

/** Reads an ONNX file. Errors: those of onnx-grad, naming the file. */
export function loadNetwork(bytes: Uint8Array, card: NetworkCard, source: string): Network {
  return { card, graph: readModel(bytes, { source }) };
}

/** The name of the picture's input in every graph that `atSize` gives. */
export const imageInput = 'image';

/**
 * The network for pictures of one size, with its preprocessing inside: input `image` is RGB [views, 3, height,
 * width] in [0, 1]. Errors: `bad-size` when the network's layers do not fit that size.
 */
export function atSize(network: Network, views: number, width: number, height: number): Graph {
  const { input } = network.card;
  const sized = resize(network, views, width, height);
  const [low, high] = input.range;
  return prependPreprocess(
    sized,
    { order: input.channels, scale: high - low, offset: low, mean: input.mean, std: input.std },
    imageInput,
  );
}

/** The network as in its file, at a size (the card's own when none is given). Errors: `bad-size`. */
export function resized(network: Network, width?: number, height?: number): Graph {
  const [ownHeight, ownWidth] = network.card.input.size;
  return resize(network, 1, width ?? ownWidth, height ?? ownHeight);
}

function resize(network: Network, views: number, width: number, height: number): Graph {
  try {
    return simplify(withInputShape(network.graph, [views, 3, height, width], network.card.input.name));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'bad-shape') throw error;
    const [ownHeight, ownWidth] = network.card.input.size;
    throw new InkceptionError(
      'bad-size',
      `${network.card.name} does not take pictures of ${width} x ${height} px (its own size is ${ownWidth} x ${ownHeight}): ${error.message}`,
      { cause: error },
    );
  }
}
