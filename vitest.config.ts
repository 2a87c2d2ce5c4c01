import { defineConfig } from 'vitest/config';

/**
 * unit: everything that needs neither a browser nor VS Code.
 * browser: renderers in headless Chromium (`*.browser.test.ts`).
 * vscode: the packaged extension in a real VS Code (`*.e2e.test.ts`); one server, one suite after another.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.ts', 'test/**/*.e2e.test.ts'],
          globalSetup: ['core/kernels/build-assets.mjs'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          globalSetup: ['core/kernels/build-assets.mjs'],
          include: ['test/**/*.browser.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          poolOptions: { forks: { singleFork: true } },
        },
      },
      {
        test: {
          name: 'vscode',
          environment: 'node',
          include: ['test/vscode/**/*.e2e.test.ts'],
          globalSetup: ['test/vscode/harness/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          poolOptions: { forks: { singleFork: true } },
        },
      },
    ],
  },
});
