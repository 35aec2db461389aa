import { matchesPattern } from '../../../kernel/bounded-pattern.ts';
import { formatError } from './template-errors.ts';

/**
 * Whether the whole of a value matches an `AllowedPattern`.
 *
 * @throws AwsError ValidationError for what is no regular expression, or takes too long
 */
export function matches(pattern: string, value: string): boolean {
  const answer = matchesPattern(`^(?:${pattern})$`, value);
  if (answer === undefined) {
    throw formatError(`AllowedPattern ${pattern} is not a valid regular expression or cannot be evaluated.`);
  }
  return answer;
}
