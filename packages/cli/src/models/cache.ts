import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { CliError } from '../cli-error.ts';

/** Where networks are kept: `--cache`, INKCEPTION_CACHE, XDG_CACHE_HOME/inkception or ~/.cache/inkception. */
export function cacheFolder(option: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  const given = option ?? env['INKCEPTION_CACHE'];
  if (given !== undefined && given !== '') return given;
  const xdg = env['XDG_CACHE_HOME'];
  // The specification says: a relative path is invalid and to be ignored.
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'inkception');
}

/** A network in the cache. */
export interface CachedFiles {
  readonly model: string;
  readonly card: string;
}

/** Where a network of this name is or would be. Errors: `usage` for what cannot be a file's name. */
export function cachedFiles(cache: string, name: string): CachedFiles {
  if (!isName(name))
    throw new CliError(
      'usage',
      `"${name}" is no name for a network: letters, digits, dots and dashes, at most 64`,
    );
  return { model: join(cache, `${name}.onnx`), card: join(cache, `${name}.json`) };
}

/** The network's files when both are there. */
export function findCached(cache: string, name: string): CachedFiles | null {
  if (!isName(name)) return null;
  const files = cachedFiles(cache, name);
  return existsSync(files.model) && existsSync(files.card) ? files : null;
}

function isName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name);
}
