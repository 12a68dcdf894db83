import type { Settings } from '../excite/settings.ts';
import { mergeSettings } from '../excite/merge-settings.ts';
import type { JsonRecord } from '../json-record.ts';
import type { Pen } from '../palette/pen.ts';
import type { PlotSettings } from '../plot/settings.ts';

/**
 * A recipe with a character: what it changes in recipe `default`, which follows the network. Whatever the user gives goes
 * before it.
 */
export interface Style {
  readonly settings: JsonRecord;
  /** Factor on the price of boundary, whatever it is on a network: above 1 forms are bolder, below finer. */
  readonly boldness: number;
  /** How many pens to learn, or the pens. */
  readonly pens: number | readonly Pen[];
  /** A pen after these, whose lines lie between the areas of all others, and their width in shorter picture sides. */
  readonly lead?: { readonly pen: Pen; readonly width: number };
  readonly plot?: Partial<PlotSettings>;
}

const ink = (name: string, hex: string, widthMm = 0.4): Pen => ({ name, hex, widthMm });

/** Named in the order in which the documentation shows them. */
export const styles: Readonly<Record<string, Style>> = {
  /** One block of black: bold forms, light cut out of dark. */
  linocut: {
    settings: {
      pixels: { usageFloor: 0.3, paper: { bias: 0.2 } },
    },
    boldness: 1.3,
    pens: [ink('block black', '#1c1a19')],
    plot: { hatchAnglesDegrees: [30], minFeature: 3 },
  },
  /** Two drums of ink, laid down in open lines across each other. */
  riso: {
    settings: { pixels: { usageFloor: 0.1 } },
    boldness: 1,
    pens: [ink('fluorescent pink', '#ff48b0', 0.5), ink('medium blue', '#3255a4', 0.5)],
    plot: { hatchPitch: 1.25, hatchAnglesDegrees: [0, 75, 15] },
  },
  /** Few colours of glass, held by dark lead. */
  'stained-glass': {
    settings: { pixels: { usageFloor: 0.05 } },
    boldness: 0.8,
    pens: 4,
    lead: { pen: ink('lead', '#1d1d22', 0.6), width: 0.014 },
  },
  /** Land and sea in layers: many areas, each drawn as contours that follow its coast. */
  map: {
    settings: { pixels: { usageFloor: 0.08 } },
    boldness: 0.3,
    pens: 5,
    plot: { fill: 'concentric', hatchPitch: 2.2 },
  },
};

/** Recipe `default` as a style has it. */
export function styledSettings(settings: Settings, style: Style, name: string): Settings {
  const { boldness } = style;
  const { boundary } = settings.prices;
  const points = boundary.points.map(([at, price]) => [at, price * boldness] as const);
  const bold: Settings = {
    ...settings,
    prices: { ...settings.prices, boundary: { ...boundary, points } },
    boundaryBudget: settings.boundaryBudget / boldness,
  };
  return mergeSettings(bold, style.settings, `recipe ${name}`);
}
