import type { AssumeRoleWithWebIdentityRequest } from '../../model/generated/sts.ts';
import type { OperationContext } from '../../operation/context.ts';
import { perCall } from '../../operation/per-call.ts';
import { stsErrors } from './errors.ts';
import { federatedPermissions } from './federated-permissions.ts';
import { issueRoleSession } from './issue-role-session.ts';
import { packedSize } from './packed-size.ts';
import { findRoleToAssume, roleAccount, type RoleToAssume } from './role-to-assume.ts';
import { roleSessionDuration } from './session-duration.ts';
import { sessionPolicies } from './session-policies.ts';
import { sessionTags, type SessionTags } from './session-tags.ts';
import { stsOperation } from './sts-operation.ts';
import { lastingKeys, tokenAttributes, webIdentityKeys } from './web-identity/token-attributes.ts';
import { verifyWebIdentity, type WebIdentity } from './web-identity/verify-web-identity.ts';

/** What the call was asked for, once its token was verified. */
interface Asked {
  readonly role: RoleToAssume;
  readonly identity: WebIdentity;
  readonly tags: SessionTags | undefined;
  readonly sourceIdentity: string | undefined;
}

const ACTION = 'sts:AssumeRoleWithWebIdentity';

/**
 * Makes credentials of a role's session for whom an OpenID Connect provider of the role's account vouches.
 * The request is unsigned: the token is all that speaks for its sender, and the role's trust policy alone decides.
 */
export const assumeRoleWithWebIdentity = stsOperation('AssumeRoleWithWebIdentity', {
  async authorizes(input, context) {
    const { role, identity, tags, sourceIdentity } = await asked(input, context);
    const keys = webIdentityKeys(identity);
    const { provider, audience, subject } = identity;
    return federatedPermissions(ACTION, {
      role,
      identity: { provider, audience, subject },
      keys,
      sessionName: input.RoleSessionName,
      tags,
      sourceIdentity,
    });
  },

  async runs(input, context) {
    const { house, caller, facts } = context;
    const { role, identity, tags, sourceIdentity } = await asked(input, context);
    const durationSeconds = roleSessionDuration(caller, input.DurationSeconds, role.maxSessionDuration);
    const passed = await sessionPolicies(house, input, role.accountId, facts.epoch);
    const packed = packedSize({ ...passed, tags: tags?.tags });
    return {
      ...issueRoleSession(house, role, input.RoleSessionName, durationSeconds, {
        madeBy: 'AssumeRoleWithWebIdentity',
        ...passed,
        ...tags,
        sourceIdentity,
        contextKeys: lastingKeys(webIdentityKeys(identity)),
      }),
      SubjectFromWebIdentityToken: identity.subject,
      Audience: identity.audience,
      Provider: identity.provider,
      PackedPolicySize: packed,
      SourceIdentity: sourceIdentity,
    };
  },
});

const asked = perCall(
  async (input: AssumeRoleWithWebIdentityRequest, { house }: OperationContext): Promise<Asked> => {
    if (input.ProviderId !== undefined) throw stsErrors.noBuiltInProvider(input.ProviderId);
    const accountId = roleAccount(input.RoleArn);
    if (accountId === undefined) throw stsErrors.requestArnIsInvalid();
    const identity = await verifyWebIdentity(house, accountId, input.WebIdentityToken);
    const { sourceIdentity, ...passed } = tokenAttributes(identity);
    const tags = sessionTags(passed, undefined);
    const role = await findRoleToAssume(house.store, input.RoleArn);
    // Which roles exist is nobody's to learn who may not assume them.
    if (role === undefined) throw stsErrors.notAuthorized(ACTION);
    return { role, identity, tags, sourceIdentity };
  },
);
