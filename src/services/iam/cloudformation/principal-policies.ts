import { listChanges, listOf, structuresOf } from '../../../operation/resource-properties.ts';
import type { Properties, ResourceContext } from '../../../operation/resource-type.ts';
import { iam, iamGone } from './iam-calls.ts';

/** Users, groups and roles: how their policies are put on and taken off. */
export type PrincipalKind = 'User' | 'Group' | 'Role';

/** Gives a principal the inline and attached policies of its properties, and takes those off that went. */
export async function changePolicies(
  context: ResourceContext,
  kind: PrincipalKind,
  name: string,
  before: Properties,
  wanted: Properties,
): Promise<void> {
  const who = { [`${kind}Name`]: name };
  const arns = listChanges(listOf(before, 'ManagedPolicyArns'), listOf(wanted, 'ManagedPolicyArns'));
  for (const PolicyArn of arns.added) await iam(context, `Attach${kind}Policy`, { ...who, PolicyArn });
  const inline = listChanges(structuresOf(before, 'Policies'), structuresOf(wanted, 'Policies'));
  for (const { PolicyName, PolicyDocument } of inline.added) {
    await iam(context, `Put${kind}Policy`, { ...who, PolicyName, PolicyDocument: textOf(PolicyDocument) });
  }
  const kept = new Set(structuresOf(wanted, 'Policies').map(({ PolicyName }) => PolicyName));
  for (const { PolicyName } of inline.dropped) {
    if (!kept.has(PolicyName)) await iamGone(context, `Delete${kind}Policy`, { ...who, PolicyName });
  }
  for (const PolicyArn of arns.dropped) await iamGone(context, `Detach${kind}Policy`, { ...who, PolicyArn });
}

function textOf(document: unknown): unknown {
  return typeof document === 'object' ? JSON.stringify(document) : document;
}
