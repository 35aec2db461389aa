import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // One more than the cores of a small machine: many tests wait for a real client, a few for Terraform.
    maxWorkers: 3,
    globalSetup: ['test/global-setup.ts'],
  },
});
