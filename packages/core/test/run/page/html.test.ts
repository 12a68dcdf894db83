import { describe, expect, it } from 'vitest';
import { curveChart } from '../../../src/run/page/curve-chart.ts';
import { bar, duration, escapeHtml, percent } from '../../../src/run/page/html.ts';

describe('the words of a page', () => {
  it.each([
    [0, '0 %'],
    [4e-9, '0 %'],
    [0.0031, '0.3 %'],
    [0.316, '32 %'],
    [0.996, '99.6 %'],
    [0.99999, '100 %'],
    [1, '100 %'],
    [1.5, '150 %'],
  ])('%d is %s', (share, text) => {
    expect(percent(share)).toBe(text);
  });

  it('rounds minutes up, and counts hours', () => {
    expect([1, 60, 61, 3600, 3900].map(duration)).toEqual([
      '1 min',
      '1 min',
      '2 min',
      '1 h 00 min',
      '1 h 05 min',
    ]);
  });

  it('lets no name be taken for HTML', () => {
    expect(escapeHtml(`<b>"R&D"</b>'`)).toBe('&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;&#39;');
  });

  it('keeps bars in their frame', () => {
    expect(bar(7)).toContain('width:100.0%');
    expect(bar(-1)).toContain('width:0.0%');
  });
});

describe('the curve as a chart', () => {
  it('has finite numbers for one point, for equal and for negative ones', () => {
    for (const excitations of [[0], [5, 5], [-3, -1, -2]]) {
      const points = excitations.map((excitation, i) => ({ pens: i + 1, excitation }));
      const svg = curveChart(points, null);
      expect(svg).not.toContain('NaN');
      expect(svg.match(/<circle/g)).toHaveLength(points.length);
    }
  });
});
