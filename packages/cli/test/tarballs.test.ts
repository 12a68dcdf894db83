import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const packages = ['onnx-grad', 'pictograms', 'core', 'cli'];

/** The files that npm would publish of a package. */
function packed(name: string): string[] {
  const npm = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const said = execFileSync('npm', npm, { cwd: at(`packages/${name}`), encoding: 'utf8' });
  const [tarball] = JSON.parse(said) as [{ files: { path: string }[] }];
  return tarball.files.map(({ path }) => path);
}

describe.each(packages)('what is published of %s', (name) => {
  it('holds the licence and the README', () => {
    expect(packed(name)).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
    expect(readFileSync(at(`packages/${name}/LICENSE`), 'utf8')).toBe(readFileSync(at('LICENSE'), 'utf8'));
  });

  it.skipIf(!existsSync(at(`packages/${name}/dist/index.js.map`)))('maps to sources that it holds', () => {
    const map = JSON.parse(readFileSync(at(`packages/${name}/dist/index.js.map`), 'utf8')) as {
      sourcesContent?: unknown;
    };
    expect(map.sourcesContent).toEqual([expect.stringContaining('export ')]);
  });
});

const declared = at('packages/pictograms/dist/index.d.ts');

describe.skipIf(!existsSync(declared))('the declarations of pictograms', () => {
  it("do without Node's types", () => {
    const program = ts.createProgram([declared], {
      strict: true,
      types: [],
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
    });
    const text = readFileSync(declared, 'utf8');
    expect(text).not.toMatch(/import\(|reference types/);
    expect(program.getSemanticDiagnostics(program.getSourceFile(declared))).toEqual([]);
  });
});
