import { cutAt, extend, simplify, writeModel, type Graph } from 'onnx-grad';
import { InkceptionError } from '../error.ts';
import type { RgbImage } from '../image.ts';
import { logitsOf, meanOverSpace } from './logits.ts';
import { atSize, imageInput, type Network } from './network.ts';
import type { DeviceName, Runtime } from './runtime.ts';
import { openGraphSession } from './session.ts';

const answerOutput = 'probabilities';

/** A network that says what it sees. */
export interface Answerer {
  /** The size of picture it takes, px. */
  readonly width: number;
  readonly height: number;
  /** The probability of every class, for a picture of that size. */
  answer(picture: RgbImage): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Refuses a network that cannot say what it sees. Errors: `bad-option`, `bad-size`. */
export function checkAnswers(network: Network): void {
  ofClasses(network);
}

/**
 * Opens a network of classes at its own size, to be asked what it sees. Errors: `bad-option` for a network that gives no
 * classes, `bad-size`, `network-failed`.
 */
export async function openAnswerer(
  network: Network,
  runtime: Runtime,
  devices?: readonly DeviceName[],
): Promise<Answerer> {
  const [height, width] = network.card.input.size;
  const { graph: plain, logits } = ofClasses(network);
  const graph = attachAnswer(plain, logits);
  const bytes = writeModel(graph);
  const opened = await openGraphSession(graph, {
    bytes,
    outputs: [answerOutput],
    runtime,
    ...(devices ? { devices } : {}),
  });
  return {
    width,
    height,
    async answer({ data }) {
      const result = await opened.session.run(opened.feed({ [imageInput]: data }), [answerOutput]);
      return result[answerOutput]!.data;
    },
    close: () => opened.session.close(),
  };
}

/** The network at its own size. Errors: `bad-option` when it gives no classes, `bad-size`. */
function ofClasses(network: Network): { readonly graph: Graph; readonly logits: string } {
  const { input, name } = network.card;
  const [height, width] = input.size;
  const graph = atSize(network, 1, width, height);
  const logits = logitsOf(graph);
  const dims = graph.types.get(logits)?.dims ?? [];
  if (dims.length < 2 || Number(dims[1]) < 2) {
    throw new InkceptionError(
      'bad-option',
      `${name} cannot judge: its output has the shape [${dims.join(', ')}], expected [pictures, classes]`,
    );
  }
  return { graph, logits };
}

/** Appends `probabilities` [views, classes]: the softmax of the means of the last layer's maps. */
function attachAnswer(graph: Graph, logits: string): Graph {
  return simplify(
    extend(cutAt(graph, [logits]), (b) => [
      b.node('Softmax', [meanOverSpace(b, logits)], { axis: 1 }, answerOutput),
    ]),
  );
}
