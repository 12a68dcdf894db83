import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cardUrl, weightsUrl } from '@inkception/pictograms';
import { extend, readModel, withInputShape, writeModel, type Builder } from 'onnx-grad';
import { describe, expect, it } from 'vitest';
import { reportIn, runMain, temporaryFolder } from './run-main.ts';

const pageIn = (folder: string): string => readFileSync(join(folder, 'report.html'), 'utf8');

const command = (folder: string, ...more: string[]): string[] => [
  ...['excite', 'octopus', '--steps', '4', '--tries', '2', '--out', folder],
  ...['--set', 'fineness=1', '--set', 'detail=1'],
  ...more,
];

/** The built-in network with another end; returns its path. */
function judgeEnding(end: (b: Builder, logits: string) => string): string {
  const path = join(temporaryFolder(), 'judge.onnx');
  const graph = withInputShape(readModel(readFileSync(weightsUrl)), [1, 3, 64, 64]);
  writeFileSync(path, writeModel(extend(graph, (b) => [end(b, graph.outputs[0]!)])));
  writeFileSync(path.replace('.onnx', '.json'), readFileSync(cardUrl));
  return path;
}

describe('the report of inkception excite', () => {
  const folder = join(temporaryFolder(), 'run');

  it('says what others see, what pens cost and what more pens would give', async () => {
    const { code, out, error } = await runMain(
      command(folder, '--judge', 'built-in', '--reference', '--curve', '4,1,4'),
    );
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/any colours: excitation/);
    expect(out).toMatch(/1 pens: excitation/);
    const { judges, reference, curve, tried, excitation, run, files } = reportIn(folder);
    expect(judges).toMatchObject([{ name: 'pictograms', true: { wanted: [{ label: 'octopus' }] } }]);
    expect(reference?.share).toBe(reference!.excitation > 0 ? excitation.true / reference!.excitation : null);
    expect(curve.map(({ pens }) => pens)).toEqual([1, 4]);
    expect(curve[1]!.true).toBe(excitation.true); // the run itself is not run again
    expect(tried.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(Math.max(...tried.map(({ true: drawn }) => drawn))).toBe(excitation.true);
    expect(tried.find(({ seed }) => seed === run.seed)?.true).toBe(excitation.true);
    expect(readdirSync(folder).sort()).toEqual([...files].sort());
  });

  it('is one page that needs nothing else and runs nothing', () => {
    const page = pageIn(folder);
    expect(page).toContain('What other networks see');
    expect(page).toContain('What a pen is worth');
    expect(page.match(/<img [^>]*src="data:image\/png;base64,/g)).toHaveLength(6);
    expect(page).not.toMatch(/<script|<link|src="(?!data:)|url\(|https?:\/\/(?!www\.npmjs)/);
    expect(page).toMatch(/prefers-color-scheme: dark/);
    expect(page).toMatch(/@media print/);
  });

  it('is the same page for the same job, and leaves nothing old behind', async () => {
    const again = await runMain(['excite', '--job', join(folder, 'report.json'), '--out', folder]);
    expect(again.code).toBe(0);
    expect(existsSync(join(folder, 'reference.png'))).toBe(false);
    const first = pageIn(folder);
    await runMain(['excite', '--job', join(folder, 'report.json'), '--out', folder]);
    expect(pageIn(folder)).toBe(first);
    expect(reportIn(folder)).toMatchObject({ judges: [], reference: null, curve: [] });
  });

  it('remembers the seeds of a run that was stopped between them', async () => {
    const part = join(temporaryFolder(), 'part');
    const stop = new AbortController();
    let events = 0;
    await runMain([...command(part), '--json'], {
      signal: stop.signal,
      onOut: () => {
        events += 1;
        if (events === 6) stop.abort();
      },
    });
    expect(reportIn(part).tried).toMatchObject([
      { seed: 1, steps: 4 },
      { seed: 2, steps: 2 },
    ]);
    await runMain(['excite', '--resume', part]);
    expect(reportIn(part).tried).toMatchObject([
      { seed: 1, steps: 4 },
      { seed: 2, steps: 4 },
    ]);
  });

  it('is there without the judge where that fails once it is asked', async () => {
    const kept = join(temporaryFolder(), 'kept');
    const beyond = judgeEnding((b, logits) => b.node('Gather', [logits, b.ints([0, 999])], { axis: 1 }));
    const { code, error } = await runMain(command(kept, '--judge', beyond));
    expect(code).toBe(2);
    expect(error).toMatch(/\nthe run is whole in .*kept/);
    expect(reportIn(kept)).toMatchObject({ judges: [], run: { stopped: false } });
    expect(readdirSync(kept).sort()).toEqual([...reportIn(kept).files].sort());
  });

  it.each([
    [
      'a judge without classes',
      ['--judge', judgeEnding((b, logits) => b.node('ReduceSum', [logits, b.ints([1])]))],
      /pictograms cannot judge: its output has the shape/,
    ],
    ['a judge that is not there', ['--judge', 'nowhere.onnx'], /nowhere\.onnx: there is no such file/],
    ['a card too many', ['--judge-card', 'card.json'], /--judge-card card\.json describes no network/],
    ['a curve of nothing', ['--curve', 'many'], /--curve is "many"/],
    ['a curve of half a pen', ['--curve', '2,2.5'], /the curve has 2\.5 pens, expected 1 to 32/],
    ['a curve beside given pens', ['--palette', '#000000', '--curve', '2'], /the curve learns its pens/],
  ])('%s: one clear line before any work', async (_, more, message) => {
    const nothing = join(temporaryFolder(), 'run');
    const { code, out, error } = await runMain(command(nothing, ...more));
    expect(error).toMatch(message);
    expect({ code, out, lines: error.trimEnd().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 });
    expect(existsSync(nothing)).toBe(false);
  });
});
