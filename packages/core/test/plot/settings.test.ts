import { describe, expect, it } from 'vitest';
import { completeSettings, defaultPlotSettings, settingsOfPen } from '../../src/plot/settings.ts';
import { black } from './examples.ts';

describe('completeSettings', () => {
  it('fills in what is missing', () => {
    expect(completeSettings({})).toEqual(defaultPlotSettings);
    expect(completeSettings({ fill: ['flow', 'hatch'] })).toEqual({
      ...defaultPlotSettings,
      fill: ['flow', 'hatch'],
    });
  });

  it.each([
    { fill: [] },
    { fill: ['hatch', 'glitter'] },
    { fill: { default: 'hatch' } },
    { fill: 'constructor' },
    { outline: 'yes' },
    { outline: [1] },
    { hatchPitch: '1' },
    { tones: [2] },
    { tones: [NaN] },
    { tones: 0.5 },
    { seed: 1.5 },
    { seed: -1 },
    { hatchAnglesDegrees: 45 },
    { hatchPich: 1 },
  ])('refuses %j, naming it', (settings) => {
    const [name] = Object.keys(settings);
    expect(() => completeSettings(settings as never)).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(name!) as string }),
    );
  });
});

describe('settingsOfPen', () => {
  it('gives each colour its own of a list, and from the start again', () => {
    const settings = completeSettings({
      fill: ['hatch', 'flow'],
      outline: [true, false],
      tones: [0.1, 0.6, 0.9],
    });
    const of = (index: number): unknown[] => {
      const { fill, outline, tone } = settingsOfPen(settings, index, black);
      return [fill, outline, tone];
    };
    expect([0, 1, 2, 3].map(of)).toEqual([
      ['hatch', true, 0.1],
      ['flow', false, 0.6],
      ['hatch', true, 0.9],
      ['flow', false, 0.1],
    ]);
  });

  it('takes the tone from the ink unless it is given, and the pitch from the pen', () => {
    const tone = (hex: string): number => settingsOfPen(defaultPlotSettings, 1, { ...black, hex }).tone;
    expect(tone('#000000')).toBeCloseTo(1, 6);
    expect(tone('#ffffff')).toBeCloseTo(0, 6);
    expect(tone('#f4d35e')).toBeLessThan(tone('#d62839'));
    expect(settingsOfPen(defaultPlotSettings, 1, black).pitchMm).toBeCloseTo(0.36, 9);
  });

  it('always outlines with fill outline', () => {
    expect(settingsOfPen(completeSettings({ fill: 'outline', outline: false }), 1, black).outline).toBe(true);
  });
});
