import { renderPreview } from '../export/preview.ts';
import type { Pen } from '../palette/pen.ts';
import type { Sheet } from '../plot/drawing.ts';
import { orderLayer } from '../plot/order/order-drawing.ts';
import { swatchDrawing } from '../swatch/swatch-drawing.ts';
import { drawingFiles } from './drawing-files.ts';
import { finishDrawing } from './finish-drawing.ts';
import type { OutputSettings } from './output-settings.ts';
import { previewScale } from './preview-scale.ts';

/**
 * The files of the pens' swatch sheet by name, as a plot's are, and the pens themselves as `pens.json`. Patches lie
 * over each other in the order of the pens. Errors: `paper-too-small`, those of `finishDrawing`.
 */
export function exportSwatch(
  pens: readonly Pen[],
  sheet: Sheet,
  output: OutputSettings,
): Map<string, Uint8Array> {
  const drawn = swatchDrawing(pens, sheet);
  const layers = drawn.layers.map((layer) => orderLayer(layer, { toleranceMm: 0 }));
  const finished = finishDrawing({ sheet: drawn.sheet, layers }, output);
  const preview = renderPreview(finished.drawing, { paperHex: '#ffffff', pixelsPerMm: previewScale(sheet) });
  const text = `${JSON.stringify({ pens }, null, 2)}\n`;
  const meta = { title: 'swatches', description: JSON.stringify({ pens, sheet }), paperHex: '#ffffff' };
  return drawingFiles(finished, preview, output, meta).set('pens.json', new TextEncoder().encode(text));
}
