import { InkceptionError } from '../error.ts';
import type { Rgb8Image } from '../export/png.ts';
import { deltaE, hexToRgb, rgbToHex, rgbToLab } from '../palette/colour.ts';
import type { Pen } from '../palette/pen.ts';
import type { Sheet } from '../plot/drawing.ts';
import { crossCentres } from '../plot/finish/registration.ts';
import { findCrosses } from './find-crosses.ts';
import { planeMap, type PlaneMap, type Point } from './homography.ts';
import { paperLight, toLinear, type PaperLight } from './scan-light.ts';
import { swatchLayout, swatchPitch, type Patch } from './swatch-layout.ts';

/** A pen as a scan shows it. */
export interface FittedPen {
  /** With the measured colour and line width, and `source` "measured". */
  readonly pen: Pen;
  /** CIEDE2000 between the colour it had and the measured one. */
  readonly deltaE: number;
}

/**
 * The colours and line widths of pens from the scan of their swatch sheet, lying upright or upside down. Turn, scale
 * and perspective are taken from the registration marks, light that falls off from the paper, which becomes white.
 * Errors: `bad-image` where the marks are not found; `paper-too-small` for a sheet these pens have no swatches on.
 */
export function fitPens(scan: Rgb8Image, pens: readonly Pen[], sheet: Sheet): FittedPen[] {
  const { patches, numbers } = swatchLayout(pens, sheet);
  const light = paperLight(scan);
  const reader: ScanReader = {
    scan,
    light,
    map: mapToScan(findCrosses(scan, light), sheet, scan, numbers, light),
  };
  return pens.map((pen, i) => {
    const patch = (kind: Patch['kind']): Patch =>
      patches.find((each) => each.kind === kind && each.pen === i)!;
    const solid = lightsOf(reader, innerArea(patch('solid')));
    const hex = rgbToHex(
      [0, 1, 2].map((c) => toGamma(median(solid.map((own) => own[c]!)))) as [number, number, number],
    );
    const widthMm = lineWidth(reader, patch('hatched'), solid, pen);
    const change = deltaE(rgbToLab(hexToRgb(pen.hex)), rgbToLab(hexToRgb(hex)));
    return { pen: { ...pen, hex, widthMm, source: 'measured' }, deltaE: change };
  });
}

interface ScanReader {
  readonly scan: Rgb8Image;
  readonly light: PaperLight;
  /** From mm on the sheet to pixels of the scan. */
  readonly map: PlaneMap;
}

function mapToScan(
  crosses: readonly Point[],
  sheet: Sheet,
  scan: Rgb8Image,
  numbers: readonly Point[],
  light: PaperLight,
): PlaneMap {
  const outermost = corners(crosses);
  if (!outermost) {
    throw new InkceptionError(
      'bad-image',
      `found ${crosses.length} registration marks in the scan of ${scan.width} x ${scan.height} px, expected one in each corner: scan the whole sheet, straight, at 200 to 300 dpi`,
    );
  }
  const marks = crossCentres(sheet);
  const turned = [...outermost.slice(2), ...outermost.slice(0, 2)];
  const maps = [planeMap(marks, outermost), planeMap(marks, turned)].filter((map) => map !== null);
  const best = maps.sort(
    (one, other) => numberInk(other, numbers, scan, light) - numberInk(one, numbers, scan, light),
  )[0];
  if (best && looksLikeSheet(outermost, marks) && numberInk(best, numbers, scan, light) > leastNumberInk)
    return best;
  throw new InkceptionError(
    'bad-image',
    `the registration marks and the pens' numbers of the scan do not lie as on a sheet of ${sheet.widthMm} x ${sheet.heightMm} mm with ${sheet.marginMm} mm of margin: give the --paper and --margin that the swatches were plotted with`,
  );
}

/** The crosses nearest to the four corners, clockwise from the top left; null where they are not four. */
function corners(crosses: readonly Point[]): Point[] | null {
  const most = (score: (point: Point) => number): Point | undefined =>
    [...crosses].sort((one, other) => score(other) - score(one))[0];
  const found = [
    most(([x, y]) => -x - y),
    most(([x, y]) => x - y),
    most(([x, y]) => x + y),
    most(([x, y]) => y - x),
  ].filter((point) => point !== undefined);
  return new Set(found).size === 4 ? found : null;
}

/** Sides as long in proportion as they should be, to a tenth. */
function looksLikeSheet(found: readonly Point[], marks: readonly Point[]): boolean {
  const ratios = found.map(([x, y], i) => {
    const [[x2, y2], [u, v], [u2, v2]] = [found[(i + 1) % 4]!, marks[i]!, marks[(i + 1) % 4]!];
    return Math.hypot(x2 - x, y2 - y) / Math.hypot(u2 - u, v2 - v);
  });
  return Math.max(...ratios) < 1.1 * Math.min(...ratios);
}

// numbers of nearly white pens have 0.02, elsewhere there is less than 0.002
const leastNumberInk = 0.008;

/** How much ink there is where the pens' numbers should be: says which side is up. */
function numberInk(map: PlaneMap, numbers: readonly Point[], scan: Rgb8Image, light: PaperLight): number {
  const reader = { scan, light, map };
  const lights = numbers.flatMap(([x, y]) =>
    lightsOf(reader, { leftMm: x, topMm: y - 1.5, widthMm: 3, heightMm: 3 }).map(
      (own) => 1 - (own[0] + own[1] + own[2]) / 3,
    ),
  );
  return lights.reduce((sum, ink) => sum + ink, 0) / lights.length;
}

/** A part of the sheet. */
interface Area {
  readonly leftMm: number;
  readonly topMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** The inner part of a patch, off its edges. */
function innerArea({ leftMm, topMm, sizeMm }: Patch): Area {
  const edge = 0.2 * sizeMm;
  return {
    leftMm: leftMm + edge,
    topMm: topMm + edge,
    widthMm: sizeMm - 2 * edge,
    heightMm: sizeMm - 2 * edge,
  };
}

const samplesAcross = 32;

/** What of the paper's light comes back from an area, on a slanted grid, linear RGB. */
function lightsOf(
  { scan, light, map }: ScanReader,
  { leftMm, topMm, widthMm, heightMm }: Area,
): [number, number, number][] {
  const lights: [number, number, number][] = [];
  for (let i = 0; i < samplesAcross ** 2; i++) {
    const u = ((i % samplesAcross) + 0.5) / samplesAcross;
    // Each column a little lower, so that lines across do not fall into step with the samples.
    const v = (Math.floor(i / samplesAcross) + u) / samplesAcross;
    const [x, y] = map(leftMm + u * widthMm, topMm + v * heightMm).map(Math.floor) as [number, number];
    if (!(x >= 0 && y >= 0 && x < scan.width && y < scan.height)) continue;
    const paper = light(x, y);
    const at = 3 * (y * scan.width + x);
    lights.push([0, 1, 2].map((c) => toLinear[scan.data[at + c]!]! / paper[c]!) as [number, number, number]);
  }
  if (lights.length > 0) return lights;
  throw new InkceptionError(
    'bad-image',
    'a part of the swatch sheet is outside of the scan: scan the whole sheet',
  );
}

/** Less contrast than this says nothing of a line's width. */
const leastContrast = 0.15;

/** Width = pitch x the hatching's share of the ink's darkness, over whole lines; to a hundredth of a mm. */
function lineWidth(
  reader: ScanReader,
  patch: Patch,
  solid: readonly (readonly number[])[],
  pen: Pen,
): number {
  const channel = [0, 1, 2].sort(
    (a, b) => median(solid.map((own) => own[a]!)) - median(solid.map((own) => own[b]!)),
  )[0]!;
  const contrast = 1 - median(solid.map((own) => own[channel]!));
  if (contrast < leastContrast) return pen.widthMm;
  const pitchMm = swatchPitch * pen.widthMm;
  const lines = Math.floor((patch.sizeMm - pen.widthMm) / pitchMm);
  if (lines < 1) return pen.widthMm;
  // From the first line's middle to the last one's: whole pitches. The ends, where lines are joined, are left out.
  const area: Area = {
    leftMm: patch.leftMm + 0.2 * patch.sizeMm,
    topMm: patch.topMm + pen.widthMm / 2,
    widthMm: 0.6 * patch.sizeMm,
    heightMm: lines * pitchMm,
  };
  const lights = lightsOf(reader, area);
  const darkness = lights.reduce((sum, own) => sum + 1 - own[channel]!, 0) / lights.length;
  const width = (pitchMm * darkness) / contrast;
  return Math.round(100 * Math.min(2 * pen.widthMm, Math.max(pen.widthMm / 2, width))) / 100;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Linear light to sRGB in [0, 1]. */
function toGamma(light: number): number {
  const value = Math.min(1, Math.max(0, light));
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
}
