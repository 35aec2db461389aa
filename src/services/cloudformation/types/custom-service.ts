import { parseArn } from '../../../kernel/arn.ts';
import { textOf } from '../../../operation/resource-properties.ts';
import type { Properties } from '../../../operation/resource-type.ts';
import { invalidServiceTimeout, invalidServiceToken, topicsNotBuilt } from './custom-errors.ts';

const LONGEST_SECONDS = 3600;

/**
 * The function that a custom resource's `ServiceToken` names.
 *
 * @returns its ARN
 * @throws AwsError for anything else, by name for a topic of SNS's, which is not built
 */
export function functionOf(properties: Properties): string {
  const token = textOf(properties, 'ServiceToken') ?? '';
  const arn = parseArn(token);
  if (arn?.service === 'sns') throw topicsNotBuilt(token);
  if (arn?.service !== 'lambda' || !arn.resource.startsWith('function:')) throw invalidServiceToken();
  return token;
}

/** How long the function may take, seconds: an hour unless `ServiceTimeout` says less. @throws AwsError */
export function serviceTimeout(properties: Properties): number {
  const given = textOf(properties, 'ServiceTimeout');
  if (given === undefined) return LONGEST_SECONDS;
  const seconds = Number(given);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_SECONDS) throw invalidServiceTimeout();
  return seconds;
}
