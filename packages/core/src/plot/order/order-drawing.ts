import { dropRepeats } from './dedupe.ts';
import type { Drawing, Path, PenLayer } from '../drawing.ts';
import { inkMask } from './ink-mask.ts';
import { joinPaths } from './join.ts';
import type { Links } from './links.ts';
import { machines, type MachineProfile } from '../machine/machines.ts';
import { mergePaths } from './merge.ts';
import { orderPaths } from './order.ts';
import { lengthOf } from '../geometry/polyline.ts';
import { simplifyLine, simplifyRing } from '../geometry/simplify.ts';

/** How the strokes of a drawing are put in order. */
export interface OrderDrawingOptions {
  /** Whose time counts; an AxiDraw V3 unless said. */
  readonly machine?: MachineProfile;
  /** How much is done to improve the order; see `orderPaths`. */
  readonly effort?: number;
  /** How far a simplified stroke may lie from the one given, mm; 0 leaves all points. */
  readonly toleranceMm?: number;
  /** How far the pen stays down to the next stroke where the way lies in ink, pen widths; 0: no line is added. */
  readonly linkWidths?: number;
  /** Strokes shorter than this are dropped, mm; 0, the default, keeps dots. */
  readonly shortestMm?: number;
}

/**
 * The same drawing in less time, pen by pen: strokes drawn twice are dropped, those that meet become one, points nobody
 * would miss go, the tiny are dropped if asked to, and what is left is put in the order of the least time, from home
 * and back; where the way to the next stroke lies in ink, the pen stays down. For strokes from anywhere.
 * Deterministic; layers and their order stay.
 */
export function orderDrawing({ sheet, layers }: Drawing, options: OrderDrawingOptions = {}): Drawing {
  return { sheet, layers: layers.map((layer) => orderLayer(layer, options)) };
}

/** One layer of it. */
export function orderLayer({ pen, paths }: PenLayer, options: OrderDrawingOptions = {}): PenLayer {
  const {
    machine = machines['axidraw-v3'],
    effort = 1,
    toleranceMm = defaultToleranceMm,
    linkWidths = defaultLinkWidths,
    shortestMm = 0,
  } = options;
  const drawn = dropRepeats(paths.filter(({ points }) => points.length >= 2));
  const merged = mergePaths(drawn).map((path) => simplified(path, toleranceMm));
  const tidy =
    shortestMm > 0 ? merged.filter((path) => lengthOf(path.points, path.closed) >= shortestMm) : merged;
  const joinMm = joinWidths * pen.widthMm;
  const links: Links =
    linkWidths > 0
      ? { joinMm, ink: inkMask(tidy, pen.widthMm), linkMm: linkWidths * pen.widthMm }
      : { joinMm };
  const connect = (strokes: readonly Path[], ordered: boolean): Path[] =>
    joinPaths(orderPaths(strokes, { ...links, machine, effort, ordered, kicks: ordered }), links);
  // Once more: joined strokes are fewer, and begin and end elsewhere. Kicks are for those that stay.
  return { pen, paths: connect(connect(tidy, false), true) };
}

/** A twentieth of a fine pen's line: nobody sees it. */
const defaultToleranceMm = 0.01;

/** Strokes of one pen that end this close to each other, in pen widths, are one: the gap is inked anyway. */
const joinWidths = 0.6;

/** And those that end this close within ink: a longer way there would show as a line over the others. */
const defaultLinkWidths = 10;

function simplified(path: Path, toleranceMm: number): Path {
  if (toleranceMm === 0) return path;
  return { ...path, points: (path.closed ? simplifyRing : simplifyLine)(path.points, toleranceMm) };
}
