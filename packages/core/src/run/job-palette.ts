import type { Settings } from '../excite/settings.ts';
import { isRecord } from '../json-record.ts';
import { nearestNames } from '../nearest-names.ts';
import { badOption, wholeNumber } from '../option.ts';
import { hexToRgb } from '../palette/colour.ts';
import { isDark, paperOf } from '../palette/paper-colour.ts';
import { finestMm, mostPens, usualWidthMm, widestMm } from '../palette/pen-rules.ts';
import type { Paper, Pen } from '../palette/pen.ts';
import type { Job, JobColour, PenChoice } from './job.ts';

/** What a person asks of the colours; everything left out has a default. */
export interface PaletteRequest {
  /** How many pens to learn (the paper comes on top), or the pens to use. */
  readonly pens?: number | readonly Pen[];
  /** Of the pens given, so many: those that serve the network best. */
  readonly best?: number;
  /** Width of learned pens. */
  readonly penWidthMm?: number;
  /** "black", "kraft", "#222"; white unless given. */
  readonly paperColour?: string;
  /** How much of the picture is to stay paper, in [0, 1]. */
  readonly paperShare?: number;
  readonly accents?: readonly Accent[];
  /** Whether clear inks may be printed over each other. */
  readonly overprint?: boolean;
}

/** A pen that may have only so much of the picture, and shall have a third of that: an accent is seen. */
export interface Accent {
  /** Its name, or its number from 1. */
  readonly pen: string;
  /** In (0, 1]. */
  readonly most: number;
}

/** With more pens there are more pairs than a picture needs. */
export const mostOverprinted = 8;

/** The part of a job that speaks of colours. Errors: `bad-option`. */
export function jobPalette(
  request: PaletteRequest,
  settings: Settings,
): Pick<Job, 'palette' | 'overprint' | 'choice'> {
  if (settings.canvas === 'strokes') refuseForStrokes(request);
  const hasPaper = settings.canvas === 'strokes' || settings.pixels.paper !== null;
  const paper = paperOf(request.paperColour ?? 'white');
  const drawn = withAccents(pensOf(request, isDark(hexToRgb(paper.hex))), request.accents ?? []);
  const choice = choiceOf(request, drawn, settings.steps);
  if (!hasPaper) refusePaper(request);
  if (request.overprint === true) checkOverprint(drawn, choice?.pens ?? drawn.length, paper);
  return {
    palette: hasPaper ? [paperColour(paper, request.paperShare), ...drawn] : drawn,
    ...(request.overprint === true ? { overprint: true } : {}),
    ...(choice ? { choice } : {}),
  };
}

function pensOf({ pens = 4, penWidthMm = usualWidthMm }: PaletteRequest, dark: boolean): JobColour[] {
  const widthMm = checkWidth('pen width', penWidthMm);
  const count = wholeNumber('pens', typeof pens === 'number' ? pens : listOf(pens).length, 1, mostPens);
  if (typeof pens === 'number') {
    return Array.from({ length: count }, () => ({
      kind: 'learned',
      widthMm,
      ...(dark ? { opaque: true } : {}),
    }));
  }
  pens.forEach(checkGivenPen);
  return pens.map((pen) => ({ kind: 'given', pen: dark ? { opaque: true, ...pen } : pen }));
}

function listOf(pens: unknown): readonly unknown[] {
  if (Array.isArray(pens)) return pens;
  throw badOption(`pens is ${JSON.stringify(pens)}, expected how many to learn, or a list of pens`);
}

/** A pens file is checked where it is read; a program's pens are not. */
function checkGivenPen(pen: unknown, index: number): void {
  const { name, hex, widthMm } = isRecord(pen) ? pen : {};
  const what = `pen ${index + 1}`;
  if (typeof name !== 'string' || typeof hex !== 'string')
    throw badOption(`${what} is ${JSON.stringify(pen)}, expected { name, hex, widthMm }`);
  hexToRgb(hex);
  checkWidth(`the width of ${what} (${name})`, widthMm);
}

function checkWidth(what: string, widthMm: unknown): number {
  if (typeof widthMm === 'number' && widthMm >= finestMm && widthMm <= widestMm) return widthMm;
  throw badOption(`${what} is ${String(widthMm)} mm, expected ${finestMm} to ${widestMm}`);
}

function paperColour({ name, hex }: Paper, share: number | undefined): JobColour {
  if (share === undefined) return { kind: 'paper', name, hex };
  if (!(share >= 0 && share < 1))
    throw badOption(
      `the paper is to be ${percent(share)} of the picture, expected from 0 to less than 100 %`,
    );
  return { kind: 'paper', name, hex, share: { least: share, most: share } };
}

function withAccents(pens: readonly JobColour[], accents: readonly Accent[]): JobColour[] {
  const out = [...pens];
  for (const { pen, most } of accents) {
    if (!(most > 0 && most <= 1))
      throw badOption(
        `accent ${pen} may have ${percent(most)} of the picture, expected more than 0 and at most 100 %`,
      );
    const at = findPen(pens, pen);
    out[at] = { ...out[at]!, share: { least: +(most / 3).toFixed(4), most } };
  }
  return out;
}

/** Learned pens have no names yet: they go by number. */
function findPen(pens: readonly JobColour[], wanted: string): number {
  const names = pens.flatMap((colour) => (colour.kind === 'given' ? [colour.pen.name] : []));
  const named = names.findIndex((name) => name.toLowerCase() === wanted.trim().toLowerCase());
  if (named >= 0) return named;
  const number = Number(wanted);
  if (Number.isInteger(number) && number >= 1 && number <= pens.length) return number - 1;
  const near = nearestNames(wanted, names, 3);
  throw badOption(
    `there is no pen "${wanted}" for an accent: give a number from 1 to ${pens.length}${near.length > 0 ? `, or a name such as ${near.join(', ')}` : ''}`,
  );
}

function choiceOf(
  { pens, best }: PaletteRequest,
  drawn: readonly JobColour[],
  steps: number,
): PenChoice | null {
  if (best === undefined) return null;
  if (typeof pens !== 'object')
    throw badOption(
      `the best ${best} pens are chosen from pens that you have: give a pens file or a palette`,
    );
  wholeNumber('best', best, 1, drawn.length);
  const accents = drawn.filter(({ share }) => share !== undefined).length;
  if (accents > best) throw badOption(`the best ${best} pens cannot hold ${accents} accents`);
  return best === drawn.length ? null : { pens: best, ...choiceSteps(steps) };
}

/** Half a run shows which pens are wanted; few steps settle the picture after one is gone. */
function choiceSteps(steps: number): Pick<PenChoice, 'relaxSteps' | 'settleSteps'> {
  return { relaxSteps: Math.ceil(steps / 2), settleSteps: Math.ceil(steps / 50) };
}

function checkOverprint(drawn: readonly JobColour[], count: number, paper: Paper): void {
  if (drawn.filter(isClear).length < 2)
    throw badOption(
      `overprinting takes two clear inks that are no accents, on paper that is not dark: there are ${drawn.filter(isClear).length} on ${paper.name}`,
    );
  if (count > mostOverprinted)
    throw badOption(`${count} pens are too many to overprint: at most ${mostOverprinted}`);
}

/** Whether a colour may go under or over another: accents would get more of the picture than they may. */
export function isClear(colour: JobColour): boolean {
  if (colour.kind === 'paper' || colour.share !== undefined) return false;
  return (colour.kind === 'given' ? colour.pen.opaque : colour.opaque) !== true;
}

function refuseForStrokes({ overprint = false }: PaletteRequest): void {
  if (!overprint) return;
  throw badOption(
    'overprinting is for areas: clear inks of strokes multiply wherever they cross, by themselves',
  );
}

function refusePaper({ paperColour, paperShare }: PaletteRequest): void {
  if (paperColour === undefined && paperShare === undefined) return;
  throw badOption('this recipe covers the whole sheet with ink: it has no paper to colour or to leave white');
}

const percent = (share: number): string => `${+(100 * share).toFixed(2)} %`;
