import { InkceptionError } from '../error.ts';
import {
  checkBoolean,
  checkList,
  checkRecord,
  fieldOf,
  isRecord,
  parseJson,
  refuse,
  type JsonRecord,
  type Place,
} from '../json-record.ts';

/**
 * How a machine is spoken to; each part is lines of G-code. `{x}` and `{y}` (mm) stand in `travel` and `draw`; `{pen}`
 * (from 1), `{name}`, `{hex}` and `{widthMm}` in `penChange`; `{widthMm}` and `{heightMm}` of the sheet in `header`.
 */
export interface GcodeTemplate {
  readonly header: readonly string[];
  readonly footer: readonly string[];
  readonly penUp: readonly string[];
  readonly penDown: readonly string[];
  readonly travel: readonly string[];
  readonly draw: readonly string[];
  /** Before every pen but the first; the pen is up. */
  readonly penChange: readonly string[];
  /** Whether y grows away from the lower edge, as most machines have it; else from the upper edge down. */
  readonly yUp: boolean;
}

const moves = { travel: ['G0 X{x} Y{y}'], draw: ['G1 X{x} Y{y} F3000'], yUp: true } as const;
const penChange = ['G0 X0 Y0', 'M0 (pen {pen}: {name} {widthMm} mm)'] as const;

/** Templates by name: pens on a servo (M3 S...), and on a Z axis. */
export const gcodeTemplates: Readonly<Record<string, GcodeTemplate>> = {
  servo: {
    header: ['G21', 'G90', 'M3 S30', 'G4 P0.2'],
    penUp: ['M3 S30', 'G4 P0.2'],
    penDown: ['M3 S60', 'G4 P0.2'],
    penChange,
    footer: ['G0 X0 Y0', 'M5', 'M2'],
    ...moves,
  },
  z: {
    header: ['G21', 'G90', 'G0 Z5'],
    penUp: ['G0 Z5'],
    penDown: ['G1 Z0 F1000'],
    penChange,
    footer: ['G0 X0 Y0', 'M2'],
    ...moves,
  },
};

/** What may stand in braces in each part. */
const placeholders = {
  header: ['widthMm', 'heightMm'],
  footer: [],
  penUp: [],
  penDown: [],
  travel: ['x', 'y'],
  draw: ['x', 'y'],
  penChange: ['pen', 'name', 'hex', 'widthMm'],
} as const;

type Hook = keyof typeof placeholders;
const hooks = Object.keys(placeholders) as Hook[];

/**
 * A template of a user: `{"base": "servo" | "z", "penDown": "M3 S55\nG4 P0.3", ...}`, parts as a text or a list of
 * lines; what is not given is the base's. Errors: `bad-option`, naming the file and the part.
 */
export function parseGcodeTemplate(text: string, source: string): GcodeTemplate {
  const place: Place = { code: 'bad-option', source, field: '' };
  const record = checkRecord(parseJson(text, place), place, ['base', 'yUp', ...hooks]);
  const base = record['base'] ?? 'servo';
  const start =
    typeof base === 'string' && Object.hasOwn(gcodeTemplates, base) ? gcodeTemplates[base] : undefined;
  if (!start) return refuse(fieldOf(place, 'base'), base, Object.keys(gcodeTemplates).join(' or '));
  const own = hooks.filter((hook) => record[hook] !== undefined);
  const parts = own.map((hook) => [hook, linesOf(record, hook, place)]);
  const template = {
    ...start,
    ...(Object.fromEntries(parts) as Partial<GcodeTemplate>),
    ...yUpOf(record, place),
  };
  checkGcodeTemplate(template, place);
  return template;
}

function linesOf(record: JsonRecord, hook: Hook, place: Place): string[] {
  const value = record[hook];
  const lines: unknown[] =
    typeof value === 'string' ? value.split('\n') : Array.isArray(value) ? value : [value];
  if (!lines.every((line) => typeof line === 'string'))
    refuse(fieldOf(place, hook), value, 'lines of G-code');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function yUpOf(record: JsonRecord, place: Place): { yUp?: boolean } {
  const { yUp } = record as { yUp?: unknown };
  if (yUp === undefined) return {};
  return typeof yUp === 'boolean' ? { yUp } : refuse(fieldOf(place, 'yUp'), yUp, 'true or false');
}

/** A complete template, from JSON. Errors: the place's code. */
export function checkGcode(value: unknown, place: Place): void {
  if (!isRecord(value)) return refuse(place, value, `a record with ${hooks.join(', ')}, yUp`);
  for (const hook of hooks) checkList(value[hook], fieldOf(place, hook), 'lines of G-code', checkLine);
  checkBoolean(value['yUp'], fieldOf(place, 'yUp'));
  checkGcodeTemplate(value as unknown as GcodeTemplate, place);
}

function checkLine(value: unknown, place: Place): void {
  if (typeof value !== 'string') refuse(place, value, 'a line of G-code');
}

/** Refuses a template whose file could not be drawn, or not be read back. */
function checkGcodeTemplate(template: GcodeTemplate, place: Place): void {
  for (const hook of hooks) checkPlaceholders(template[hook], hook, place);
  const words = template.header.join(' ');
  if (!/\bG21\b/.test(words) || !/\bG90\b/.test(words)) {
    refuse(fieldOf(place, 'header'), template.header, 'G21 (mm) and G90 (absolute) among its lines');
  }
  for (const hook of ['travel', 'draw'] as const) {
    const [line] = template[hook];
    const moving = template[hook].length === 1 && /^G0*[01]\b.*X\{x\}/.test(line!) && line!.includes('Y{y}');
    if (!moving) refuse(fieldOf(place, hook), template[hook], 'one line of G0 or G1 with X{x} and Y{y}');
  }
  if (!template.penChange.some((line) => line.includes('{pen}'))) {
    refuse(fieldOf(place, 'penChange'), template.penChange, 'a line with {pen}, such as "M0 (pen {pen})"');
  }
  const [up, down] = [template.penUp.join('\n'), template.penDown.join('\n')];
  if (up === '' || down === '' || up === down)
    refuse(fieldOf(place, 'penDown'), template.penDown, 'lines that are not those of penUp');
}

function checkPlaceholders(lines: readonly string[], hook: Hook, place: Place): void {
  const known: readonly string[] = placeholders[hook];
  const given = lines.flatMap((line) => [...line.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!));
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const expected = known.length === 0 ? 'no {...} there' : known.map((name) => `{${name}}`).join(', ');
  const { field } = fieldOf(place, hook);
  throw new InkceptionError(place.code, `${place.source}: ${field} has {${unknown}}, expected ${expected}`);
}

/** The lines of a part with what stands in braces filled in. */
export function fillTemplate(lines: readonly string[], values: Readonly<Record<string, string>>): string[] {
  return lines.map((line) => line.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''));
}
