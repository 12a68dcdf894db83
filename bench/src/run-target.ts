import { makeJob, runJob, type JobRequest, type Network, type RunResult } from '@inkception/core';
import * as ort from 'onnxruntime-node';

/** One run of the engine, without files. */
export async function runTarget(network: Network, request: JobRequest): Promise<RunResult> {
  const job = makeJob(request, network, { file: null, sha256: '' });
  return runJob(job, { network, runtime: ort });
}

/** Columns of a table as wide as their widest cell. */
export function printTable(rows: readonly (readonly (string | number)[])[]): void {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toPrecision(3) : cell)));
  const widths = cells[0]!.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
  for (const row of cells) console.log(row.map((cell, i) => cell.padEnd(widths[i]!)).join('  '));
}
