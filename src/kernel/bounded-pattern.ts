import { Script } from 'node:vm';

/** A caller writes the expression: one that backtracks without end must not hold the house up. */
const LONGEST_MS = 250;

const TEST = new Script('new RegExp(source, "u").test(value)');
const TEST_LOOSELY = new Script('new RegExp(source).test(value)');

/**
 * Whether a value matches a caller's regular expression anywhere.
 *
 * @returns `undefined` for what is no regular expression, or takes too long
 */
export function matchesPattern(source: string, value: string): boolean | undefined {
  return run(TEST, source, value) ?? run(TEST_LOOSELY, source, value);
}

function run(script: Script, source: string, value: string): boolean | undefined {
  try {
    return script.runInNewContext({ source, value }, { timeout: LONGEST_MS }) as boolean;
  } catch {
    // What the expression does wrong is told by there being no answer.
    return undefined;
  }
}
