import { isFixedValue } from '../../../policy/access/fixed-values.ts';
import type { CompiledPolicy, CompiledStatement } from '../../../policy/compiled-policy.ts';
import type { Condition } from '../../../policy/conditions/condition.ts';

/** Keys whose fixed value keeps a statement for everyone from being public. */
const FIXING_KEYS: ReadonlySet<string> = new Set([
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:userid',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]);

/**
 * Whether a bucket's policy is public in the sense of Block Public Access: some Allow speaks to everyone
 * and no condition ties it to a fixed value.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublicPolicy(policy: CompiledPolicy): boolean {
  return policy.statements.some((statement) => statement.effect === 'Allow' && speaksToEveryone(statement));
}

function speaksToEveryone({ principal, conditions }: CompiledStatement): boolean {
  if (principal?.element !== 'Principal' || !(principal.names['AWS'] ?? []).includes('*')) return false;
  return !conditions.some(isFixing);
}

function isFixing({ operator, lowerCaseKey, values }: Condition): boolean {
  if (!FIXING_KEYS.has(lowerCaseKey)) return false;
  // Without the key, `…IfExists` and `ForAllValues` are true for everyone.
  const match =
    /^(?:ForAnyValue:)?(String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like)|IpAddress)$/i.exec(
      operator,
    );
  if (match === null) return false;
  return values.every((value) => isFixedValue(lowerCaseKey, value));
}
