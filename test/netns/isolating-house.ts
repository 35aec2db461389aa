import { isolationObstacles } from '../../src/instances/netns/namespaces.ts';
import type { StartOptions } from '../../src/main/start-options.ts';
import type { CliResult } from '../aws-cli.ts';
import { startHouse, type TestHouse } from '../house.ts';

const obstacles = await isolationObstacles();

/** CI runs as root, where namespaces are promised: there their absence is a failure. */
const isPromised = process.env['CI'] !== undefined && process.getuid?.() === 0;

/** Whether tests of instances with namespaces of their own are to be skipped: where none can be made. */
export const cannotIsolate = obstacles.length > 0 && !isPromised;

if (cannotIsolate) console.warn(`tests of isolated instances are skipped: ${obstacles.join('; ')}`);

/** A house whose instances have namespaces of their own. */
export function startIsolatingHouse(options: Partial<StartOptions> = {}): Promise<TestHouse> {
  return startHouse({ isolation: 'netns', ...options });
}

/** Runs a shell's script on an instance. */
export function sh(house: TestHouse, instance: string, script: string, input = ''): Promise<CliResult> {
  return house.onInstance(instance, ['sh', '-c', script], { input });
}
