import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeRunFolder } from '../src/run-folder.ts';
import { temporaryFolder } from './run-main.ts';

const files = new Map([
  ['report.json', new TextEncoder().encode('{}')],
  ['drawing.svg', new TextEncoder().encode('<svg/>')],
]);
const otherDisk = '/dev/shm';
const folder = temporaryFolder();
const isOther = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(folder).dev;

describe('a run folder', () => {
  it('is made with those above it, and holds its files alone', () => {
    const made = join(folder, 'new', 'run');
    writeRunFolder(made, files);
    writeRunFolder(made, files);
    expect(readdirSync(made).sort()).toEqual(['drawing.svg', 'report.json']);
    expect(readdirSync(join(folder, 'new'))).toEqual(['run']);
  });

  it.skipIf(!isOther)(`may be on a disk of its own (skipped where ${otherDisk} is none)`, () => {
    const far = mkdtempSync(join(otherDisk, 'inkception-'));
    try {
      const link = join(folder, 'link');
      symlinkSync(far, link);
      writeRunFolder(link, files);
      expect(readdirSync(far).sort()).toEqual(['drawing.svg', 'report.json']);
      expect(readFileSync(join(far, 'report.json'), 'utf8')).toBe('{}');
    } finally {
      rmSync(far, { recursive: true });
    }
  });
});
