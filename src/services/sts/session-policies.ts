import { parseArn } from '../../kernel/arn.ts';
import type { Session } from '../../kernel/caller.ts';
import type { PolicyDescriptorType } from '../../model/generated/sts.ts';
import type { House } from '../../operation/house.ts';
import { validatePolicy } from '../../policy/validation/validate-policy.ts';
import { stsErrors } from './errors.ts';

const MOST_MANAGED_POLICIES = 10;

interface PassedPolicies {
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly PolicyDescriptorType[] | undefined;
}

/**
 * Checks the policies that a request passes for its session: one inline, up to ten managed ones of the
 * session's account or AWS's own.
 *
 * @param accountId the account of the session
 * @returns what the session carries of them; no member for what was not passed
 * @throws AwsError MalformedPolicyDocument, ValidationError, NoSuchEntity
 */
export async function sessionPolicies(
  house: Pick<House, 'identities'>,
  { Policy: policy, PolicyArns }: PassedPolicies,
  accountId: string,
  epoch: number,
): Promise<Pick<Session, 'policy' | 'policyArns'>> {
  const problem = policy === undefined ? undefined : validatePolicy(policy, 'session');
  if (problem !== undefined) throw stsErrors.malformedPolicy(problem.message);
  const policyArns = (PolicyArns ?? []).map(({ arn }) => arn ?? '');
  if (policyArns.length > MOST_MANAGED_POLICIES) throw stsErrors.tooManyPolicyArns();
  for (const policyArn of policyArns) {
    if (!isPolicyOf(accountId, policyArn)) throw stsErrors.isInvalid(policyArn);
    const found = await house.identities.managedPolicy(policyArn, epoch);
    if (found === undefined) throw stsErrors.noSuchPolicy(policyArn);
  }
  return { policy, policyArns: policyArns.length === 0 ? undefined : policyArns };
}

function isPolicyOf(accountId: string, policyArn: string): boolean {
  const arn = parseArn(policyArn);
  if (arn?.service !== 'iam' || !arn.resource.startsWith('policy/')) return false;
  return arn.accountId === 'aws' || arn.accountId === accountId;
}
