import { existsSync } from 'node:fs';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

// The evaluation sets lie beside the repository and are not part of it; their tests are collected only where they are.
const sharedFolder = new URL('../shared/eval/', import.meta.url);

const unit: TestProjectInlineConfiguration = {
  test: {
    name: 'unit',
    include: ['test/**/*.test.ts'],
    exclude: ['test/shared/**', 'test/browser/**', 'test/soak/**', 'test/bench/**'],
    globalSetup: 'test/support/global-setup.ts',
    // Opening a database takes about a second on a quiet machine and several on a busy one.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
};

const shared: TestProjectInlineConfiguration = {
  test: { name: 'shared', include: ['test/shared/**/*.test.ts'], testTimeout: 60_000 },
};

const browser: TestProjectInlineConfiguration = {
  test: {
    name: 'browser',
    include: ['test/browser/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    // One Chromium at a time: two beside a server starve each other on two cores.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
};

const soak: TestProjectInlineConfiguration = {
  test: {
    name: 'soak',
    include: ['test/soak/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 60_000,
  },
};

const bench: TestProjectInlineConfiguration = {
  test: {
    name: 'bench',
    include: ['test/bench/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    // Figures are only worth reading when nothing else runs beside them.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
};

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // The linter cannot hold this: it takes our `fit(card)` for a focused test.
    allowOnly: false,
    projects: [unit, browser, soak, bench, ...(existsSync(sharedFolder) ? [shared] : [])],
  },
});
