import type { NetworkCard } from '@inkception/core';
import type { Streams } from '../streams.ts';
import { bytesText } from './bytes-text.ts';
import { usualLimits } from './download.ts';
import { pullNetwork, type PullRequest } from './pull.ts';

/** What is known about a download while it runs. */
export interface PullProgress {
  readonly name: string;
  readonly received: number;
  readonly bytes: number;
  /** Since this run began. */
  readonly bytesPerSecond: number;
  readonly secondsLeft: number;
}

/** Pulls, showing how it goes: a line that redraws itself for a person, an event a line with `json`, else nothing. */
export async function pullShowing(
  request: PullRequest,
  streams: Streams,
  json: boolean,
): Promise<NetworkCard> {
  const show = progressShower(request.record, streams, json);
  try {
    return await pullNetwork(request, { limits: usualLimits, signal: streams.signal, onBytes: show });
  } finally {
    if (!json && streams.interactive) streams.error(clearLine);
  }
}

const clearLine = '\r\u001b[2K';
const betweenMs = 100;

function progressShower(
  { name, bytes }: PullRequest['record'],
  streams: Streams,
  json: boolean,
): (received: number) => void {
  const started = performance.now();
  let [first, last] = [-1, -Infinity];
  return (received) => {
    if (first < 0) first = received;
    const now = performance.now();
    if (now - last < betweenMs && received < bytes) return;
    last = now;
    const bytesPerSecond = (1000 * (received - first)) / Math.max(1, now - started);
    const secondsLeft = bytesPerSecond > 0 ? (bytes - received) / bytesPerSecond : 0;
    const progress = { name, received, bytes, bytesPerSecond, secondsLeft };
    if (json) streams.out(`${JSON.stringify({ event: 'progress', ...progress })}\n`);
    else if (streams.interactive) streams.error(`${clearLine}${progressLine(progress)}`);
  };
}

/** "vgg16  120 MB of 553 MB  22 %  8.50 MB/s  51 s left" */
export function progressLine(progress: PullProgress): string {
  const { name, received, bytes, bytesPerSecond, secondsLeft } = progress;
  return [
    name,
    `${bytesText(received)} of ${bytesText(bytes)}`,
    `${Math.floor((100 * received) / bytes)} %`,
    `${bytesText(bytesPerSecond)}/s`,
    `${Math.ceil(secondsLeft)} s left`,
  ].join('  ');
}
