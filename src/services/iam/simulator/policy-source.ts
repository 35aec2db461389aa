import { parseArn } from '../../../kernel/arn.ts';
import type { PrincipalPolicies } from '../../../operation/identities.ts';
import type { House } from '../../../operation/house.ts';
import type { CompiledPolicy } from '../../../policy/compiled-policy.ts';
import type { Principal } from '../../../policy/request.ts';
import { invalidInput, noSuchEntity } from '../errors.ts';
import { loadPrincipalPolicies } from '../identities/principal-policies.ts';
import { awsManagedPolicy } from '../managed-policies/aws-managed-policies.ts';
import { findOwner, type Owner } from '../shared/owners.ts';

/** A user, group or role whose policies are simulated. */
export interface PolicySourceOwner {
  readonly owner: Owner;
  readonly policies: PrincipalPolicies;
}

/** A source's kind, name and account, read off its ARN. */
interface SourceName {
  readonly kind: 'user' | 'group' | 'role';
  readonly accountId: string;
  readonly name: string;
}

/**
 * Finds the user, group or role, and its policies as they stand.
 *
 * @throws AwsError InvalidInput for the ARN of something else, NoSuchEntity
 */
export async function findPolicySource(
  house: House,
  accountId: string,
  arn: string,
): Promise<PolicySourceOwner> {
  const source = nameIn(arn);
  return house.store.read(async (tx) => {
    const owner =
      source.accountId === accountId ? await findOwner(tx, source.kind, accountId, source.name) : undefined;
    if (owner === undefined || owner.arn !== arn) throw noSuchEntity(source.kind, source.name);
    const found = {
      compiled: house.policies,
      awsManaged: (policyArn: string) => awsManagedPolicy(policyArn)?.document,
    };
    return { owner, policies: await loadPrincipalPolicies(tx, found, owner.id) };
  });
}

function nameIn(arn: string): SourceName {
  const parsed = parseArn(arn);
  const [, kind, name] = /^(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(parsed?.resource ?? '') ?? [];
  if (parsed?.service !== 'iam' || kind === undefined || name === undefined) {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  return { kind: kind as SourceName['kind'], accountId: parsed.accountId, name };
}

/** The source as the caller of the simulated requests; a group has no caller of its own, but a member. */
export function principalOfSource({ kind, accountId, arn, id, name }: Owner): Principal {
  switch (kind) {
    case 'user':
      return { kind: 'user', accountId, arn, id };
    case 'role':
      return {
        kind: 'role-session',
        accountId,
        roleArn: arn,
        roleId: id,
        sessionArn: `arn:aws:sts::${accountId}:assumed-role/${name}/simulated`,
      };
    case 'group':
      return { kind: 'user', accountId, arn: `arn:aws:iam::${accountId}:user/simulated`, id: 'simulated' };
  }
}

/** What the answer calls a policy: a managed one by its name, an inline one `user_Bob_inline`. */
export function sourceIdOf({ arn, name = '', source = '' }: CompiledPolicy): string {
  return arn === undefined ? `${source.replace(' ', '_')}_${name}` : name;
}
