import { spawnSync } from 'node:child_process';

/** The Python named by PYTHON, else python3, if it has these modules; else why not. */
export function pythonWith(modules: readonly string[]): { readonly path: string; readonly missing?: string } {
  const path = process.env['PYTHON'] ?? 'python3';
  const { status, error, stderr } = spawnSync(path, ['-c', `import ${modules.join(', ')}`], {
    encoding: 'utf8',
  });
  if (status === 0) return { path };
  return { path, missing: error?.message ?? stderr.trim().split('\n').at(-1) ?? 'it does not run' };
}
