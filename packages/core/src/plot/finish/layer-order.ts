import { InkceptionError } from '../../error.ts';
import type { Drawing } from '../drawing.ts';
import { layerNamed } from './layer-named.ts';

/**
 * The layers in an order of the user's: pens by name, or by the number they have without it; those not named follow
 * as they were. Errors: `bad-option` for a pen that there is not, or that is named twice.
 */
export function reorderLayers({ sheet, layers }: Drawing, order: readonly string[]): Drawing {
  const wanted = order.map((name) => layerNamed(layers, name));
  const twin = wanted.find((layer, i) => wanted.indexOf(layer) < i);
  if (twin !== undefined) {
    throw new InkceptionError('bad-option', `the order has pen "${layers[twin]!.pen.name}" twice`);
  }
  const rest = layers.filter((_, i) => !wanted.includes(i));
  return { sheet, layers: [...wanted.map((i) => layers[i]!), ...rest] };
}
