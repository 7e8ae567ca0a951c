import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/** Three groups, by what they need: nothing, real servers, a browser. Each domain controller of the second has an address of its own. */
export default defineConfig({
  root,
  test: {
    projects: [
      { root, test: { name: 'unit', include: ['test/{unit,scenario,property,migration}/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 3 } },
      { root, test: { name: 'integration', include: ['test/integration/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000, maxWorkers: 2 } },
      { root, test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], globalSetup: ['test/support/build-app.ts'], testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false, expect: { poll: { timeout: 15_000 } } } },
    ],
  },
});
