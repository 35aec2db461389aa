import type { FederatedIdentity } from '../../kernel/caller.ts';
import type { Authorization, ConditionKeys } from '../../operation/authorization.ts';
import { requestTagKeys } from '../../operation/tag-keys.ts';
import { onRole, type RoleToAssume } from './role-to-assume.ts';
import type { SessionTags } from './session-tags.ts';

/** Someone on the way into a role by an identity provider's word. */
interface Federated {
  readonly role: RoleToAssume;
  readonly identity: FederatedIdentity;
  /** Of the token or assertion. */
  readonly keys: ConditionKeys;
  readonly sessionName: string;
  readonly tags: SessionTags | undefined;
  readonly sourceIdentity: string | undefined;
}

/** What the role's trust policy is asked: to assume, and to tag the session and name its source where it does. */
export function federatedPermissions(
  action: 'sts:AssumeRoleWithWebIdentity' | 'sts:AssumeRoleWithSAML',
  { role, identity, keys, sessionName, tags, sourceIdentity }: Federated,
): readonly Authorization[] {
  const passed = tags && Object.entries(tags.tags).map(([Key, Value]) => ({ Key, Value }));
  const tagging = {
    ...keys,
    ...requestTagKeys(passed),
    'sts:TransitiveTagKeys': tags?.transitiveTagKeys.length === 0 ? undefined : tags?.transitiveTagKeys,
  };
  const source = { ...keys, 'sts:SourceIdentity': sourceIdentity };
  const wanted = [onRole(role, action, { ...tagging, ...source, 'sts:RoleSessionName': sessionName })];
  if (tags !== undefined) wanted.push(onRole(role, 'sts:TagSession', tagging));
  if (sourceIdentity !== undefined) wanted.push(onRole(role, 'sts:SetSourceIdentity', source));
  return wanted.map((authorization) => ({ ...authorization, identity }));
}
