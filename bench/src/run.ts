import { benchContactSheets } from './contact-sheets.ts';
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
  'contact-sheets': benchContactSheets,
  coverage: benchCoverage,
  devices: benchDevices,
  strokes: benchStrokes,
};

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = wanted.filter((word) => !(word in parts));
if (unknown.length > 0) {
  process.stderr.write(
    `bench: there is no "${unknown.join(', ')}", expected ${Object.keys(parts).join(', ')}\n`,
  );
  process.exit(2);
}
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await part();
}
