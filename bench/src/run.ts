import { contactSheets } from './contact-sheets.ts';
import { benchCoverage } from './coverage.ts';
import { benchDevices } from './devices.ts';
import { benchFirstRun } from './first-run.ts';
import { benchGradients } from './gradients.ts';
import { benchRecognise } from './recognise.ts';
import { benchPlot } from './plot.ts';
import { benchRecipes } from './recipes.ts';
import { benchStepTime } from './step-time.ts';
import { benchStrokes } from './strokes.ts';

const parts: Readonly<Record<string, () => void | Promise<void>>> = {
  'first-run': benchFirstRun,
  'step-time': benchStepTime,
  gradients: benchGradients,
  plot: benchPlot,
  recipes: benchRecipes,
  recognise: benchRecognise,
  coverage: benchCoverage,
  devices: benchDevices,
  strokes: benchStrokes,
};

/** Only by name: they measure nothing. */
const tools: typeof parts = { 'contact-sheets': contactSheets };

const all = { ...parts, ...tools };
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = wanted.filter((word) => !Object.hasOwn(all, word));
if (unknown.length > 0) {
  process.stderr.write(
    `bench: there is no "${unknown.join(', ')}", expected ${Object.keys(all).join(', ')}\n`,
  );
  process.exit(2);
}
const chosen =
  wanted.length > 0 ? Object.entries(all).filter(([name]) => wanted.includes(name)) : Object.entries(parts);
for (const [, part] of chosen) await part();
