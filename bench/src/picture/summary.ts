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

/** A row for each network and variant: means over targets and seeds, and the least kept share. */
export function printSummary(lines: readonly Line[]): void {
  const rows: (string | number)[][] = [
    [
      ...['network', 'variant', 'pictures', 'true', 'kept', 'least kept', 'of free colours'],
      ...['differing', 'regions', 'plot min', 'probability', 'named', 'seconds'],
    ],
  ];
  for (const group of grouped(lines)) {
    const [{ network, variant }] = group as [Line];
    const mean = (of: (line: Line) => number | null): number | string => {
      const values = group.map(of).filter((value) => value !== null);
      return values.length === 0 ? '-' : values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    rows.push([
      ...[network, variant, String(group.length)],
      ...[mean((line) => line.true), mean((line) => line.kept), Math.min(...group.map(({ kept }) => kept))],
      mean((line) => (line.reference === null ? null : line.true / line.reference)),
      ...[mean((line) => line.differing), mean((line) => line.regions), mean((line) => line.minutes)],
      ...[
        mean((line) => line.probability),
        mean((line) => (line.named === null ? null : Number(line.named))),
      ],
      mean((line) => line.seconds),
    ]);
  }
  printTable(rows);
}

/** Lines of one network and variant together, in the order they first appear. */
export function grouped(lines: readonly Line[]): Line[][] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = `${line.network} ${line.variant}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()];
}
