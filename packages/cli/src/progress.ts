import type { AppraisalEvent, RunEvent } from '@inkception/core';
import type { Streams } from './streams.ts';

/** Shows how work goes: a line that redraws itself for a person, an event a line for a program, else nothing. */
export interface Progress<Event> {
  readonly step: (event: Event) => void;
  readonly done: () => void;
}

/** How a run goes. */
export function showProgress(streams: Streams, name: string, json: boolean): Progress<RunEvent> {
  return showEvents(streams, json, 'step', (event) => progressLine(name, event));
}

/** How what a run is compared with goes. */
export function showAppraisal(streams: Streams, json: boolean): Progress<AppraisalEvent> {
  return showEvents(
    streams,
    json,
    'appraisal',
    ({ what, share }) => `${what}  ${(100 * share).toFixed(0)} %`,
  );
}

function showEvents<Event>(
  streams: Streams,
  json: boolean,
  kind: string,
  line: (event: Event) => string,
): Progress<Event> {
  if (json)
    return {
      step: (event) => {
        streams.out(`${JSON.stringify({ event: kind, ...event })}\n`);
      },
      done: nothing,
    };
  if (!streams.interactive) return { step: nothing, done: nothing };
  return {
    step: (event) => {
      streams.error(`\r\u001b[2K${line(event)}`);
    },
    done: () => {
      streams.error('\r\u001b[2K');
    },
  };
}

/** "octopus  try 1/3  step 120/300  excitation 12.3 relaxed, 12.1 true  temperature 0.31  8 s left" */
export function progressLine(name: string, event: RunEvent): string {
  const attempt = event.choosing
    ? [`choosing pens, ${event.choosing.left} of ${event.choosing.of} left`]
    : event.tries > 1
      ? [`try ${event.attempt}/${event.tries}`]
      : [];
  return [
    name,
    ...attempt,
    `step ${event.step}/${event.steps}`,
    `excitation ${shortNumber(event.relaxed)} relaxed, ${event.true === null ? '-' : shortNumber(event.true)} true`,
    `temperature ${shortNumber(event.temperature)}`,
    `${Math.ceil(event.secondsLeft)} s left`,
  ].join('  ');
}

/** Three digits are enough to watch. */
export function shortNumber(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function nothing(): void {
  // nobody watches
}
