import { printTable } from '../run-target.ts';
import type { Measured } from './measure.ts';

/** One picture of the bench. */
export interface Line extends Measured {
  readonly key: string;
  readonly target: string;
  readonly network: string;
  readonly variant: string;
  readonly seed: number;
  /** What free colours reach; null where it was not asked for. */
  readonly reference: number | null;
}

/** Means over the seeds, and the targets unless rows are by target, of one network and variant; and the least kept share. */
export interface SummaryRow {
  readonly network: string;
  readonly variant: string;
  /** Null where a row is of all targets. */
  readonly target: string | null;
  readonly pictures: number;
  readonly pens: number;
  /** True excitation as a share of the best that any variant reached on the same target and seed. */
  readonly ofBest: number;
  readonly kept: number;
  readonly leastKept: number;
  /** True excitation as a share of what free colours reach. */
  readonly ofFree: number | null;
  readonly differing: number;
  readonly regions: number;
  readonly minutes: number;
  readonly probability: number | null;
  readonly named: number | null;
  readonly seconds: number;
}

/** What a table has a row for. */
export type By = 'variant' | 'target';

/** A row for each network and variant, and by target for each target of them, in the order they first appear. */
export function summarise(lines: readonly Line[], by: By): SummaryRow[] {
  return grouped(lines, by).map((group) => {
    const { network, variant, target } = group[0]!;
    const mean = (of: (line: Line) => number): number => meanOf(group, of)!;
    return {
      network,
      variant,
      target: by === 'target' ? target : null,
      pictures: group.length,
      pens: mean(({ pens }) => pens),
      ofBest: mean((line) => line.true / bestOf(lines, line)),
      kept: mean(({ kept }) => kept),
      leastKept: Math.min(...group.map(({ kept }) => kept)),
      ofFree: meanOf(group, (line) => line.reference && line.true / line.reference),
      differing: mean(({ differing }) => differing),
      regions: mean(({ regions }) => regions),
      minutes: mean(({ minutes }) => minutes),
      probability: meanOf(group, ({ probability }) => probability),
      named: meanOf(group, ({ named }) => (named === null ? null : Number(named))),
      seconds: mean(({ seconds }) => seconds),
    };
  });
}

const columns: readonly (readonly [title: string, key: keyof SummaryRow])[] = [
  ['network', 'network'],
  ['variant', 'variant'],
  ['target', 'target'],
  ['pictures', 'pictures'],
  ['of best', 'ofBest'],
  ['of free colours', 'ofFree'],
  ['kept', 'kept'],
  ['least kept', 'leastKept'],
  ['differing', 'differing'],
  ['regions', 'regions'],
  ['plot min', 'minutes'],
  ['probability', 'probability'],
  ['named', 'named'],
  ['seconds', 'seconds'],
];

export function printSummary(rows: readonly SummaryRow[]): void {
  printTable(cells(rows));
}

/** The same as a table of Markdown. */
export function markdown(rows: readonly SummaryRow[]): string {
  const [titles, ...rest] = cells(rows);
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return [line(titles!), line(titles!.map(() => '---')), ...rest.map(line), ''].join('\n');
}

/** The table's titles and rows; without targets where rows have none. */
function cells(rows: readonly SummaryRow[]): string[][] {
  const shown = columns.filter(([, key]) => key !== 'target' || rows.some(({ target }) => target !== null));
  return [shown.map(([title]) => title), ...rows.map((row) => shown.map(([, key]) => cell(row[key])))];
}

function cell(value: string | number | null): string {
  if (value === null) return '-';
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return value < 2 ? value.toFixed(3) : value.toPrecision(3);
}

function grouped(lines: readonly Line[], by: By): Line[][] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = `${line.network} ${line.variant} ${by === 'target' ? line.target : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()];
}

function bestOf(lines: readonly Line[], { network, target, seed }: Line): number {
  const rivals = lines.filter(
    (line) => line.network === network && line.target === target && line.seed === seed,
  );
  return Math.max(1e-9, ...rivals.map((line) => line.true));
}

/** Of those that have a value; null where none has. */
function meanOf(group: readonly Line[], of: (line: Line) => number | null): number | null {
  const values = group.map(of).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
