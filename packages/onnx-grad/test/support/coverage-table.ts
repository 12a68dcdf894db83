import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeModel } from '../../src/file/decode.ts';
import { newestOpset, oldestOpset } from '../../src/file/opset.ts';
import { opCoverage } from '../../src/index.ts';
import { fixtures, readFixture } from './fixtures.ts';

const tests = fileURLToPath(new URL('..', import.meta.url));

/** Devices on which operators were run, by name; written by whoever has such a device. Without it, the CPU. */
interface DeviceResults {
  readonly devices: Readonly<Record<string, readonly string[]>>;
}

/** The operators that the tests of rules name. */
export function testedNames(): ReadonlySet<string> {
  const source = readdirSync(join(tests, 'rules'))
    .map((file) => readFileSync(join(tests, 'rules', file), 'utf8'))
    .join('\n');
  return new Set(source.match(/[A-Z]\w+/g));
}

/** COVERAGE.md. */
export function coverageTable(): string {
  const [met, tested, devices] = [metForms(), testedNames(), deviceResults()];
  const rows = opCoverage.map(({ op, gradient }) => [
    op,
    definitions(op)
      .map((since) => (met.get(op)?.has(since) ? `**${since}**` : String(since)))
      .join(' '),
    gradient ? (tested.has(op) ? 'checked' : 'yes') : '–',
    devices(op),
  ]);
  const head = ['operator', 'definitions (since opset)', 'gradient', 'run on'];
  return [...introduction(), ...table([head, ...rows]), ''].join('\n');
}

function introduction(): string[] {
  const withGradient = opCoverage.filter(({ gradient }) => gradient).length;
  return [
    '# Operators',
    '',
    '<!-- Written by test/coverage.test.ts from the rule table and the tests: npx vitest run coverage -u -->',
    '',
    `${opCoverage.length} operators, ${withGradient} with a gradient. Definitions from opset ${oldestOpset} to ${newestOpset} are read; a bold one`,
    `occurs in one of the ${fixtures.length} exported networks of the tests. A checked gradient agrees with central differences`,
    'over random shapes and attributes, with the optimisations of ONNX Runtime on and off. Operators without a gradient are',
    'comparisons, logic, shapes, and what is computed from constants alone.',
    '',
  ];
}

/** A row per line, columns as wide as their widest cell, as prettier writes it. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(3, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)];
}

const opsets = JSON.parse(readFileSync(join(tests, 'fixtures/opsets.json'), 'utf8')) as Record<
  string,
  number[]
>;

/** The definitions of an operator that opsets 7 to 22 mean. */
function definitions(op: string): number[] {
  const all = (opsets[op] ?? []).filter((since) => since <= newestOpset);
  const oldest = all.filter((since) => since <= oldestOpset).at(-1) ?? 0;
  return all.filter((since) => since >= oldest);
}

/** Which definitions of which operators the exported networks use. */
function metForms(): Map<string, Set<number>> {
  const met = new Map<string, Set<number>>();
  for (const name of fixtures) {
    const { opset, graph } = decodeModel(readFixture(name));
    for (const { op } of graph.nodes) {
      const since = definitions(op)
        .filter((n) => n <= opset)
        .at(-1);
      if (since !== undefined) met.set(op, (met.get(op) ?? new Set()).add(since));
    }
  }
  return met;
}

function deviceResults(): (op: string) => string {
  const path = join(tests, 'device/coverage.json');
  const { devices } = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as DeviceResults)
    : { devices: {} };
  const others = Object.entries(devices).filter(([device]) => device !== 'cpu');
  return (op) =>
    ['cpu', ...others.filter(([, ops]) => ops.includes(op)).map(([device]) => device)].join(', ');
}
