import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // One more than the cores of a small machine: many tests wait for a real client, a few for Terraform.
    maxWorkers: 3,
    // A change that is on its way, on a machine that has much to do.
    expect: { poll: { timeout: 30_000 } },
    globalSetup: ['test/global-setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['test/console/**'],
        },
      },
      // One process for many files, which follow one another: they share what is loaded, and a browser.
      { extends: true, test: { name: 'console', include: ['test/console/**/*.test.ts'], isolate: false } },
    ],
  },
});
