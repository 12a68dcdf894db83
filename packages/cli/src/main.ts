import { createInterface } from 'node:readline/promises';
import { version, nearestNames } from '@inkception/core';
import { isExpected } from './cli-error.ts';
import { channelsCommand } from './commands/channels.ts';
import { classesCommand } from './commands/classes.ts';
import { exciteCommand } from './commands/excite.ts';
import { mainHelp } from './commands/help.ts';
import { layersCommand } from './commands/layers.ts';
import { modelsCommand } from './commands/models.ts';
import { pensCommand } from './commands/pens.ts';
import { plotCommand } from './commands/plot.ts';
import { strokesCommand } from './commands/strokes.ts';
import type { Streams } from './streams.ts';

type Command = (argv: readonly string[], streams: Streams) => number | Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  excite: exciteCommand,
  strokes: strokesCommand,
  classes: classesCommand,
  channels: channelsCommand,
  layers: layersCommand,
  models: modelsCommand,
  plot: plotCommand,
  pens: pensCommand,
};

/** Runs one command line. Returns the exit code: 0 done, 2 a mistake of the user's, 130 stopped, 1 a defect. */
export async function main(argv: readonly string[], streams: Streams): Promise<number> {
  try {
    return await dispatch(argv, streams);
  } catch (error) {
    if (isExpected(error)) {
      streams.error(`inkception: ${error.message}\n`);
      return 2;
    }
    if (streams.signal.aborted) return 130;
    streams.error(
      `inkception: this is a defect of the program, please report it: ${describeDefect(error)}\n`,
    );
    return 1;
  }
}

async function dispatch([name, ...rest]: readonly string[], streams: Streams): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    streams.out(mainHelp);
    return 0;
  }
  if (name === '--version' || name === '-v') {
    streams.out(`${version}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command(rest, streams);
  const near = nearestNames(name, Object.keys(commands), 1)[0]!;
  streams.error(`inkception: there is no command "${name}"; did you mean ${near}? (inkception --help)\n`);
  return 2;
}

function describeDefect(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return process.env['INKCEPTION_DEBUG']
    ? (error.stack ?? error.message)
    : `${error.message} (INKCEPTION_DEBUG=1 shows where)`;
}

/** Yes only for a plain yes. */
async function askOnTerminal(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}

/** The command as a process: its arguments, its streams, Ctrl-C. */
export async function runAsProcess(): Promise<void> {
  const stop = new AbortController();
  process.on('SIGINT', () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  });
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    interactive: process.stderr.isTTY,
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask: askOnTerminal } : {}),
    signal: stop.signal,
  });
}

/** Whoever read along may stop (`| head`): the work goes on to its end. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
