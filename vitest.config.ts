import { defineConfig } from 'vitest/config';

// Tests read the packages' sources, so that they never run on a stale build.
const conditions = ['inkception-source', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/*/test/**/*.test.ts'],
    setupFiles: ['vitest.setup.ts'],
    testTimeout: 60_000,
    // One process at a time: every test process would otherwise start an ONNX Runtime thread pool of its own.
    fileParallelism: false,
  },
});
