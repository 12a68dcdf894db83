const { readdirSync } = require('node:fs');
const { join } = require('node:path');

// Folder order is data-flow order: a folder or file may import those to its left, never those to its right. Each list is
// the whole of its folder but for index.ts, which is the way in.
const order = {
  'onnx-grad': ['error', 'file', 'graph', 'rules', 'passes', 'gradient', 'device'],
  core: [
    'error',
    'nearest-names',
    'option',
    'json-record',
    'image',
    'base64',
    'version',
    'random',
    'kernels',
    'network',
    'objective',
    'palette',
    'canvas',
    'view',
    'optimise',
    'excite',
    'channels',
    'sheets',
    'plot',
    'polish',
    'export',
    'import',
    'swatch',
    'run',
  ],
  'core/plot': [
    'drawing',
    'geometry',
    'placement',
    'regions',
    'machine',
    'order',
    'fills',
    'settings',
    'list-lengths',
    'fineness',
    'overprint',
    'region-strokes',
    'stroke-drawing',
    'plot',
    'budget',
    'finish',
    'ink',
  ],
  // prettier-ignore
  'core/canvas': [
    'canvas', 'colour-spec', 'symmetry', 'mask', 'mask-depth', 'paper', 'spline', 'pyramid', 'raster', 'prices', 'start',
    'drop-colour', 'pixels', 'poster', 'strokes', 'free', 'tile', 'lead',
  ],
  'core/canvas/pixels': ['room', 'model', 'gradients', 'pixels'],
  // A line for each stage: records, what is read into them, jobs, running, comparing, files.
  // prettier-ignore
  'core/run': [
    'layout', 'composition', 'output-settings', 'job', 'plot-job', 'run-state',
    'picture-input', 'stroke-start', 'composition-request', 'like',
    'job-form', 'job-palette', 'styles', 'paper-size', 'sheet-for', 'make-objective', 'ink-frame', 'check-plottable', 'run-palette', 'make-job', 'make-plot-job',
    'record-in', 'check-colours', 'check-parts', 'check-fields', 'parse-job', 'parse-plot-job', 'variation',
    'open-evaluator', 'job-canvas', 'start-without', 'choose-pens', 'repeat-strokes', 'preview-scale',
    'finish-drawing', 'draw-truth', 'polish-run', 'unplotted', 'run-job', 'run-plot', 'excite-classes',
    'differing-neighbours', 'appraise',
    'drawing-files', 'picture-files', 'export-plot', 'report', 'page', 'export-run', 'export-swatch',
  ],
  // prettier-ignore
  cli: [
    'cli-error', 'sha256', 'streams', 'table', 'input-file', 'write-whole', 'run-folder', 'options', 'pens-option', 'progress',
    'models', 'open-network', 'sheet-index', 'sheet-page', 'sheet-folder', 'commands', 'main',
  ],
};

const sourceOf = (name) => name.replace('/', '/src/').replace(/^([^/]+)$/, '$1/src');

checkComplete();

/** What no list names could import anything. */
function checkComplete() {
  for (const [name, listed] of Object.entries(order)) {
    const source = join(__dirname, 'packages', sourceOf(name));
    const found = readdirSync(source).map((file) => file.replace(/\.ts$/, ''));
    const missing = found.filter((file) => file !== 'index' && !listed.includes(file));
    const gone = listed.filter((file) => !found.includes(file));
    if (missing.length + gone.length === 0) continue;
    throw new Error(
      `.dependency-cruiser.cjs: the order of ${name} ${missing.length > 0 ? `does not name ${missing.join(', ')}` : `names ${gone.join(', ')}, which is gone`}: list what is in ${source}, in data-flow order`,
    );
  }
}

const leftOnly = Object.entries(order).flatMap(([name, folders]) =>
  folders.slice(0, -1).map((folder, i) => ({
    name: `${name}: ${folder} imports only what is left of it`,
    severity: 'error',
    from: { path: `^packages/${sourceOf(name)}/${folder}[/.]` },
    to: { path: `^packages/${sourceOf(name)}/(${folders.slice(i + 1).join('|')})[/.]` },
  })),
);

module.exports = {
  forbidden: [
    { name: 'no circular imports', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'only core/network knows ONNX Runtime',
      severity: 'error',
      from: { path: '^packages/core/src', pathNot: '^packages/core/src/network/' },
      to: { path: 'onnxruntime' },
    },
    {
      name: 'core has no Node modules',
      severity: 'error',
      from: { path: '^packages/(core|onnx-grad)/src' },
      to: { dependencyTypes: ['core'] },
    },
    ...leftOnly,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { conditionNames: ['inkception-source', 'import', 'default'] },
  },
};
