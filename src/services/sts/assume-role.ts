import type { Caller, Session } from '../../kernel/caller.ts';
import type { AssumeRoleRequest } from '../../model/generated/sts.ts';
import type { Authorization } from '../../operation/authorization.ts';
import type { OperationContext } from '../../operation/context.ts';
import { perCall } from '../../operation/per-call.ts';
import { requestTagKeys } from '../../operation/tag-keys.ts';
import { stsErrors } from './errors.ts';
import { issueRoleSession } from './issue-role-session.ts';
import { proveMfa } from './mfa.ts';
import { packedSize } from './packed-size.ts';
import { findRoleToAssume, onRole, type RoleToAssume } from './role-to-assume.ts';
import { roleSessionDuration } from './session-duration.ts';
import { sessionPolicies } from './session-policies.ts';
import { sessionTags, type SessionTags } from './session-tags.ts';
import { stsOperation } from './sts-operation.ts';

/** What AssumeRole was asked for, once its parts made sense. */
interface Asked {
  readonly role: RoleToAssume;
  readonly tags: SessionTags | undefined;
  /** Whether the call came with a code of the caller's MFA device. */
  readonly proved: boolean;
  readonly sourceIdentity: string | undefined;
}

/**
 * Makes credentials of a role's session, when the role's trust policy and the caller's own policies let
 * it. Tags and a source identity are permissions of their own, in both.
 */
export const assumeRole = stsOperation('AssumeRole', {
  authorizes: async (input, context) => permissions(input, await asked(input, context)),

  async runs(input, context) {
    const { house, caller, facts } = context;
    const { role, tags, sourceIdentity } = await asked(input, context);
    const durationSeconds = roleSessionDuration(caller, input.DurationSeconds, role.maxSessionDuration);
    const passed = await sessionPolicies(house, input, role.accountId, facts.epoch);
    const packed = packedSize({ ...passed, tags: tags?.tags });
    return {
      ...issueRoleSession(house, role, input.RoleSessionName, durationSeconds, {
        madeBy: 'AssumeRole',
        ...passed,
        ...tags,
        sourceIdentity,
        contextKeys: caller.kind === 'service' ? caller.sessionContextKeys : undefined,
      }),
      PackedPolicySize: packed,
      SourceIdentity: sourceIdentity,
    };
  },
});

const asked = perCall(async (input: AssumeRoleRequest, context: OperationContext): Promise<Asked> => {
  const { house, caller } = context;
  if (caller.kind === 'root') throw stsErrors.rootMayNotAssume();
  for (const { ProviderArn } of input.ProvidedContexts ?? []) {
    throw stsErrors.invalidContextProvider(ProviderArn ?? '');
  }
  const tags = sessionTags(input, sessionOf(caller));
  const proved = await proveMfa(house, caller, input);
  const role = await findRoleToAssume(house.store, input.RoleArn);
  // AWS does not tell a stranger which roles exist: an unknown one is refused like a forbidden one.
  if (role === undefined) throw refused(caller, 'sts:AssumeRole', input.RoleArn);
  const inherited = sessionOf(caller)?.sourceIdentity;
  if (inherited !== undefined && (input.SourceIdentity ?? inherited) !== inherited) {
    throw refused(caller, 'sts:SetSourceIdentity', input.RoleArn);
  }
  return { role, tags, proved, sourceIdentity: input.SourceIdentity ?? inherited };
});

function permissions(
  input: AssumeRoleRequest,
  { role, tags, proved, sourceIdentity }: Asked,
): Authorization[] {
  const passed = tags && Object.entries(tags.tags).map(([Key, Value]) => ({ Key, Value }));
  const tagging = {
    ...requestTagKeys(passed),
    'sts:TransitiveTagKeys': tags?.transitiveTagKeys.length === 0 ? undefined : tags?.transitiveTagKeys,
  };
  // The code counts for this call alone: the role's session does not carry it on.
  const mfa = proved ? { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' } : {};
  const wanted = [
    onRole(role, 'sts:AssumeRole', {
      ...tagging,
      ...mfa,
      'sts:RoleSessionName': input.RoleSessionName,
      'sts:ExternalId': input.ExternalId,
      'sts:SourceIdentity': sourceIdentity,
    }),
  ];
  if (tags !== undefined) wanted.push(onRole(role, 'sts:TagSession', { ...tagging, ...mfa }));
  if (sourceIdentity !== undefined) {
    wanted.push(onRole(role, 'sts:SetSourceIdentity', { ...mfa, 'sts:SourceIdentity': sourceIdentity }));
  }
  return wanted;
}

function sessionOf(caller: Caller): Session | undefined {
  return 'session' in caller ? caller.session : undefined;
}

/** AWS's sentence without a reason, as for a refusal by the trust policy. */
function refused(caller: Caller, action: string, roleArn: string): Error {
  const who =
    caller.kind === 'service' ? caller.service : caller.kind === 'anonymous' ? 'anonymous' : caller.arn;
  return stsErrors.accessDenied(
    `User: ${who} is not authorized to perform: ${action} on resource: ${roleArn}`,
  );
}
