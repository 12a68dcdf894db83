import type { Drawing } from '../plot/drawing.ts';
import { inkLoad, inkWarnings, type InkLoad } from '../plot/ink/ink-load.ts';
import { layerNamed } from '../plot/finish/layer-named.ts';
import { reorderLayers } from '../plot/finish/layer-order.ts';
import { plotTime, type PlotTime } from '../plot/machine/machine-time.ts';
import { fitsMachine, machines, type MachineProfile } from '../plot/machine/machines.ts';
import { offsetPens } from '../plot/finish/pen-offset.ts';
import { addRegistration } from '../plot/finish/registration.ts';
import type { OutputSettings } from './output-settings.ts';

/** A drawing as it is plotted. */
export interface Finished {
  readonly drawing: Drawing;
  readonly time: PlotTime;
  readonly load: InkLoad;
  /** A line each. */
  readonly warnings: readonly string[];
}

/** The machine whose time counts. */
export function timedMachine({ machine }: OutputSettings): MachineProfile {
  return machines[machine ?? 'axidraw-v3'];
}

/**
 * Layers in their order, with registration marks, each pen moved by its offset. Errors: `bad-option` for pens that
 * there are not, `paper-too-small` for a margin without room for marks, `beyond-machine`.
 */
export function finishDrawing(plotted: Drawing, output: OutputSettings): Finished {
  const ordered = reorderLayers(plotted, output.order);
  const marked = output.registration ? addRegistration(ordered) : ordered;
  const drawing = offsetPens(marked, output.offsets);
  for (const { pen } of output.codes) if (pen !== null) layerNamed(drawing.layers, pen);
  if (output.machine !== null) fitsMachine(drawing, machines[output.machine]);
  const load = inkLoad(drawing);
  return {
    drawing,
    time: plotTime(drawing, timedMachine(output)),
    load,
    warnings: inkWarnings(load, drawing, output.inkLimit),
  };
}
