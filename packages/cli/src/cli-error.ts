/** A mistake on the command line or in a file it names: one clear line, exit 2. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: 'usage' | 'file' | 'folder' | 'download' | 'unplotted' | 'uncompared';

  constructor(code: CliError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error is the user's to mend: it carries a code and a message for people. */
export function isExpected(error: unknown): error is Error & { code: string } {
  return error instanceof Error && expectedNames.has(error.name) && 'code' in error;
}

const expectedNames = new Set(['CliError', 'InkceptionError', 'OnnxGradError']);

/** Turns a failing file operation into one line that names the path and the reason, and what helps where that is known. */
export function fileError(error: unknown, what: string, path: string, hint?: string): CliError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return new CliError('file', `${what} ${path}: ${reason}${hint === undefined ? '' : `; ${hint}`}`, {
    cause: error,
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, a file is needed',
  ENOTDIR: 'part of this path is a file, not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};
