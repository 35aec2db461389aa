import { Script } from 'node:vm';
import { formatError } from './template-errors.ts';

/** A template's author writes the expression: one that backtracks without end must not hold the house up. */
const LONGEST_MS = 250;

const TEST = new Script('new RegExp(source, "u").test(value)');
const TEST_LOOSELY = new Script('new RegExp(source).test(value)');

/**
 * Whether the whole of a value matches an `AllowedPattern`.
 *
 * @throws AwsError ValidationError for what is no regular expression, or takes too long
 */
export function matches(pattern: string, value: string): boolean {
  const place = { source: `^(?:${pattern})$`, value };
  try {
    return run(TEST, place) ?? run(TEST_LOOSELY, place) ?? false;
  } catch {
    throw formatError(`AllowedPattern ${pattern} is not a valid regular expression or cannot be evaluated.`);
  }
}

/** @returns `undefined` for what is no regular expression in this mode */
function run(script: Script, place: { source: string; value: string }): boolean | undefined {
  try {
    return script.runInNewContext({ ...place }, { timeout: LONGEST_MS }) as boolean;
  } catch (error) {
    if (script === TEST && (error as Error).name === 'SyntaxError') return undefined;
    throw error;
  }
}
