import { describe, expect, it } from 'vitest';
import { paperSizeMm } from '../../src/run/paper-size.ts';

describe('paper sizes', () => {
  it.each([
    ['A5', [148, 210]],
    ['a4', [210, 297]],
    ['A5 landscape', [210, 148]],
    ['A3-landscape', [420, 297]],
    ['Letter', [215.9, 279.4]],
    ['150x100', [150, 100]],
    ['150.5x100mm', [150.5, 100]],
  ])('%s', (name, size) => {
    expect(paperSizeMm(name)).toEqual(size);
  });

  it.each(['', 'A9', '0x10', '-1x5', 'A5 sideways', '10x', 'constructor'])(
    'refuses "%s" and says what would do',
    (name) => {
      expect(() => paperSizeMm(name)).toThrow(/is not known: give one of A6, A5/);
    },
  );
});
