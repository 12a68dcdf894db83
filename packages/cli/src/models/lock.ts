import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CliError, fileError } from '../cli-error.ts';

/** Runs alone among processes: `path` is there while it does. Errors: `folder` when another holds it. */
export async function withLock<T>(path: string, what: string, run: () => Promise<T>): Promise<T> {
  take(path, what);
  try {
    return await run();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string, what: string, again = true): void {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
      throw fileError(error, 'cannot write', path);
    const holder = holderOf(path);
    if (holder !== null || !again)
      throw new CliError('folder', `${what} is being fetched by process ${holder ?? '?'}: wait for it`);
    rmSync(path, { force: true }); // left by a process that is gone
    take(path, what, false);
  }
}

/** The process that holds the lock; null when it is gone. */
function holderOf(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    process.kill(pid, 0); // asks whether it lives
    return pid;
  } catch (error) {
    const alive = error instanceof Error && 'code' in error && error.code === 'EPERM';
    return alive ? Number(readFileSync(path, 'utf8')) : null;
  }
}
