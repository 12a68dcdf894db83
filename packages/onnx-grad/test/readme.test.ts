import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as devices from '../src/device/index.ts';
import * as onnxGrad from '../src/index.ts';

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = textOf('../README.md');
const named = (names: readonly string[]): string[] => names.filter((name) => !readme.includes(`\`${name}\``));

describe('README.md', () => {
  it('names every public value', () => {
    expect(named([...Object.keys(onnxGrad), ...Object.keys(devices)])).toEqual([]);
  });

  it('names every error code', () => {
    const codes = [...textOf('../src/error.ts').matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(([, code]) => code!);
    expect(codes).toContain('not-onnx');
    expect(named(codes)).toEqual([]);
  });
});
