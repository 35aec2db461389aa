import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/** What measures or burdens the process that it runs in, or is long: each has a process of its own. */
const ALONE = [
  'src/imds/metadata-service.test.ts',
  'src/policy/access/new-access.test.ts',
  'test/{cdk,netns,terraform}/**/*.test.ts',
  'test/{instance-credentials,server-process,two-nodes,user-data}.test.ts',
];
const CONSOLE = ['test/console/**/*.test.ts'];

export default defineConfig({
  test: {
    // One more than the cores of a small machine: many tests wait for a real client, a few for Terraform.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Far over what anything takes: a machine may be busy with much else.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // A change that is on its way, on a machine that has much to do.
    expect: { poll: { timeout: 30_000 } },
    globalSetup: ['test/global-setup.ts'],
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE } },
      // One process for many files, which follow one another: they share what is loaded, and a browser.
      { extends: true, test: { name: 'console', include: CONSOLE, isolate: false } },
      {
        extends: true,
        test: {
          // Each worker imports the sources and the SDK once; the sources keep no state of their own.
          name: 'together',
          isolate: false,
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...ALONE, ...CONSOLE],
        },
      },
    ],
  },
});
