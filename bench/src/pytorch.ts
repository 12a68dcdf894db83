import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Layer } from './gradient-networks.ts';

export interface Job {
  readonly layers: readonly Layer[];
  readonly size: number;
  readonly batch: number;
  readonly layout: 'contiguous' | 'channels_last';
}

/** A Python process that answers jobs with numbers, one line each. */
export interface Peer {
  ask(job: Job): Promise<number>;
  next(): Promise<number>;
  close(): void;
}

const script = fileURLToPath(new URL('../pytorch_gradients.py', import.meta.url));

/** PyTorch on the CPU; null where there is none. `PYTHON` names another interpreter than Debian's. */
export async function openPyTorch(...args: readonly string[]): Promise<Peer | null> {
  const chosen = process.env['PYTHON'];
  for (const python of chosen === undefined ? ['/usr/bin/python3', 'python3'] : [chosen]) {
    if (await hasTorch(python))
      return talkTo(spawn(python, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] }));
  }
  return null;
}

function hasTorch(python: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = spawn(python, ['-c', 'import torch'], { stdio: 'ignore' });
    probe.on('error', () => {
      resolve(false);
    });
    probe.on('exit', (code) => {
      resolve(code === 0);
    });
  });
}

function talkTo(child: ChildProcess): Peer {
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const next = async (): Promise<number> => {
    const line = await lines.next();
    if (line.done) throw new Error('PyTorch ended before it answered');
    return Number(line.value);
  };
  return {
    next,
    ask: (job) => {
      child.stdin!.write(`${JSON.stringify(job)}\n`);
      return next();
    },
    close: () => child.stdin!.end(),
  };
}
