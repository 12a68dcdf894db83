import { InkceptionError } from '../../error.ts';
import { checkNumber, checkText, fieldOf, isRecord, refuse, type Place } from '../../json-record.ts';
import type { Drawing } from '../drawing.ts';
import { layerNamed } from './layer-named.ts';
import { paperTooSmall } from '../placement.ts';

/** How far a pen's line is moved because its tip sits elsewhere in the holder, mm. */
export interface PenOffset {
  /** Its name, or the number of its layer. */
  readonly pen: string;
  readonly xMm: number;
  readonly yMm: number;
}

/** More is no tip but another picture. */
const mostMm = 20;

/** Reads "2:0.3,-0.1;black:0,0.2". Errors: `bad-option`. */
export function parseOffsets(text: string): PenOffset[] {
  return text.split(';').map((part) => {
    const match = /^([^:]+):([^,:]+),([^,:]+)$/.exec(part.trim());
    const [xMm, yMm] = [Number(match?.[2] ?? NaN), Number(match?.[3] ?? NaN)];
    if (Math.abs(xMm) <= mostMm && Math.abs(yMm) <= mostMm) return { pen: match![1]!.trim(), xMm, yMm };
    throw new InkceptionError(
      'bad-option',
      `"${part}" is no offset, expected PEN:X,Y in mm of at most ${mostMm}, such as "2:0.3,-0.1"`,
    );
  });
}

/** The offset of a pen, from JSON. Errors: the place's code. */
export function checkOffset(value: unknown, place: Place): void {
  if (!isRecord(value)) return refuse(place, value, 'a record with pen, xMm, yMm');
  checkText(value['pen'], fieldOf(place, 'pen'));
  for (const name of ['xMm', 'yMm']) checkNumber(value[name], fieldOf(place, name), -mostMm, mostMm);
}

/**
 * The drawing with pens moved. What is moved may reach into the margin as far as it was moved, which the sheet's
 * margin then says. Errors: `bad-option` for an unknown pen, `paper-too-small` where it would leave the sheet.
 */
export function offsetPens({ sheet, layers }: Drawing, offsets: readonly PenOffset[]): Drawing {
  if (offsets.length === 0) return { sheet, layers };
  const shifts = layers.map(() => [0, 0]);
  for (const { pen, xMm, yMm } of offsets) shifts[layerNamed(layers, pen)] = [xMm, yMm];
  const marginMm = sheet.marginMm - Math.max(...shifts.flat().map(Math.abs));
  if (marginMm < 0)
    throw paperTooSmall(sheet, `has no room for an offset of ${sheet.marginMm - marginMm} mm`);
  const moved = layers.map(({ pen, paths }, i) => {
    const shift = (values: Float64Array): Float64Array =>
      values.map((value, k) => value + shifts[i]![k % 2]!);
    return {
      pen,
      paths: paths.map(({ points, closed, curve }) => ({
        points: shift(points),
        closed,
        ...(curve ? { curve: shift(curve) } : {}),
      })),
    };
  });
  return { sheet: { ...sheet, marginMm }, layers: moved };
}
