import { isolationObstacles } from '../../src/instances/netns/namespaces.ts';
import type { StartOptions } from '../../src/main.ts';
import type { CliResult } from '../aws-cli.ts';
import { startHouse, type TestHouse } from '../house.ts';

const obstacles = await isolationObstacles();

/**
 * Whether tests of instances with namespaces of their own are to be skipped: where whoever runs them may make
 * none. Root always can, or its machine is broken.
 */
export const cannotIsolate = obstacles.length > 0 && process.getuid?.() !== 0;

if (cannotIsolate) console.warn(`tests of isolated instances are skipped: ${obstacles.join('; ')}`);

/** A house whose instances have namespaces of their own. */
export function startIsolatingHouse(options: Partial<StartOptions> = {}): Promise<TestHouse> {
  return startHouse({ isolation: 'netns', ...options });
}

/** Runs a shell's script on an instance. */
export function sh(house: TestHouse, instance: string, script: string, input = ''): Promise<CliResult> {
  return house.onInstance(instance, ['sh', '-c', script], { input });
}
