// Folder order is data-flow order: a folder may import those to its left, never those to its right.
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
    'region-strokes',
    'stroke-drawing',
    'plot',
    'budget',
  ],
};

const sourceOf = (name) => name.replace('/', '/src/').replace(/^([^/]+)$/, '$1/src');

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
