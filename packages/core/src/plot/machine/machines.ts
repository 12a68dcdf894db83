import { InkceptionError } from '../../error.ts';
import { nearestNames } from '../../nearest-names.ts';
import type { Drawing, Sheet } from '../drawing.ts';
import { boundsOf } from '../geometry/polyline.ts';

/** Names of the plotters whose limits are known. */
export type MachineName = 'axidraw-v3' | 'axidraw-a3' | 'axidraw-se-a1' | 'axidraw-minikit' | 'generic';

/** How a plotter moves: mm, mm/s, mm/s², s. */
export interface MachineProfile {
  readonly name: MachineName;
  /** What a person calls it. */
  readonly title: string;
  /** Where the pen can go, from home at the top left; `Infinity` where nothing is known. */
  readonly travel: { readonly widthMm: number; readonly heightMm: number };
  /** Whether its software turns sheets that are taller than wide. */
  readonly turnsPortrait: boolean;
  readonly drawSpeed: number;
  readonly drawAcceleration: number;
  readonly travelSpeed: number;
  readonly travelAcceleration: number;
  readonly raiseSeconds: number;
  readonly lowerSeconds: number;
  /** How far the path may be cut at a corner, which says how fast it is taken, mm. */
  readonly cornerMm: number;
}

/**
 * What every AxiDraw does with its software's defaults (`axidraw_conf.py` 3.9): 25 % and 75 % of 8.6979 in/s over 1.1,
 * 75 % of 40 and 60 in/s², cornering 10 / 5000 in. Servo from 30 % to 60 %: the fourth-power mean of 2.69 ms a percent
 * + 45 ms and the sweep of 200 ms at rate 75 % up and 50 % down.
 */
const axidraw = {
  turnsPortrait: true,
  drawSpeed: 50.2,
  drawAcceleration: 762,
  travelSpeed: 150.6,
  travelAcceleration: 1143,
  raiseSeconds: 0.13,
  lowerSeconds: 0.146,
  cornerMm: 0.0508,
} as const;

/** Plotters by name. The generic one is a slow, safe guess: a servo on a grbl board with its default cornering. */
export const machines: Readonly<Record<MachineName, MachineProfile>> = {
  'axidraw-v3': machine('axidraw-v3', 'AxiDraw V3', 300, 218),
  'axidraw-a3': machine('axidraw-a3', 'AxiDraw V3/A3', 430, 297),
  'axidraw-se-a1': machine('axidraw-se-a1', 'AxiDraw SE/A1', 864, 594),
  'axidraw-minikit': machine('axidraw-minikit', 'AxiDraw MiniKit', 160, 101.6),
  generic: {
    name: 'generic',
    title: 'any plotter',
    travel: { widthMm: Infinity, heightMm: Infinity },
    turnsPortrait: false,
    drawSpeed: 40,
    drawAcceleration: 500,
    travelSpeed: 100,
    travelAcceleration: 500,
    raiseSeconds: 0.15,
    lowerSeconds: 0.15,
    cornerMm: 0.01,
  },
};

function machine(name: MachineName, title: string, widthMm: number, heightMm: number): MachineProfile {
  return { name, title, travel: { widthMm, heightMm }, ...axidraw };
}

/** The machine of a name. Errors: `bad-option`, with the names there are. */
export function machineNamed(name: string): MachineProfile {
  const known = Object.values(machines).find((each) => each.name === name);
  if (known) return known;
  throw new InkceptionError(
    'bad-option',
    `there is no machine "${name}": give one of ${nearestNames(name, Object.keys(machines), 9).join(', ')}`,
  );
}

/**
 * Proves that a machine reaches every point of a drawing, home at the sheet's top left corner.
 * Errors: `beyond-machine`, saying what helps: turning the sheet, or the smallest machine that reaches it.
 */
export function fitsMachine({ sheet, layers }: Drawing, profile: MachineProfile): void {
  const bounds = boundsOf(layers.flatMap(({ paths }) => paths.map(({ points }) => points)));
  if (!bounds) return;
  const { leftMm, topMm, rightMm, bottomMm } = bounds;
  if (Math.min(leftMm, topMm) < -toleranceMm) {
    throw new InkceptionError(
      'beyond-machine',
      `the drawing begins at ${mm(leftMm)}, ${mm(topMm)} mm, left of home or above it: move it onto the sheet`,
    );
  }
  if (fits(rightMm, bottomMm, sheet, profile)) return;
  const { widthMm, heightMm } = profile.travel;
  throw new InkceptionError(
    'beyond-machine',
    `the drawing reaches ${mm(rightMm)} x ${mm(bottomMm)} mm from home, the ${profile.title} ` +
      `${mm(widthMm)} x ${mm(heightMm)} mm: ${remedyFor(rightMm, bottomMm, sheet, profile)}`,
  );
}

/** Less is rounding: AxiDraw's own `bounds_tolerance` of 0.003 in. */
const toleranceMm = 0.076;

function fits(xMm: number, yMm: number, sheet: Sheet, { travel, turnsPortrait }: MachineProfile): boolean {
  const turned = turnsPortrait && sheet.heightMm > sheet.widthMm;
  const [right, down] = turned ? [yMm, xMm] : [xMm, yMm];
  return right <= travel.widthMm + toleranceMm && down <= travel.heightMm + toleranceMm;
}

function remedyFor(xMm: number, yMm: number, sheet: Sheet, profile: MachineProfile): string {
  const lying = { ...sheet, widthMm: sheet.heightMm, heightMm: sheet.widthMm };
  if (fits(yMm, xMm, lying, profile)) return 'turn the sheet by 90 degrees';
  const larger = Object.values(machines).find(
    ({ name, travel }) =>
      name !== 'generic' && fits(xMm, yMm, sheet, machines[name]) && travel.widthMm > profile.travel.widthMm,
  );
  return `give a smaller sheet${larger ? `, or a larger machine such as ${larger.name}` : ''}`;
}

const mm = (value: number): string => String(Math.round(value * 10) / 10);
