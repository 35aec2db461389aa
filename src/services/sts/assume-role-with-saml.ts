import type { AssumeRoleWithSAMLRequest } from '../../model/generated/sts.ts';
import type { OperationContext } from '../../operation/context.ts';
import { perCall } from '../../operation/per-call.ts';
import { stsErrors } from './errors.ts';
import { federatedPermissions } from './federated-permissions.ts';
import { issueRoleSession } from './issue-role-session.ts';
import { packedSize } from './packed-size.ts';
import { findRoleToAssume, roleAccount, type RoleToAssume } from './role-to-assume.ts';
import { lastingSamlKeys, letsInto, samlKeys, samlSession } from './saml/saml-attributes.ts';
import { verifySaml, type SamlIdentity } from './saml/verify-saml.ts';
import { roleSessionDuration } from './session-duration.ts';
import { sessionPolicies } from './session-policies.ts';
import { sessionTags, type SessionTags } from './session-tags.ts';
import { stsOperation } from './sts-operation.ts';

/** What the call was asked for, once its assertion was verified. */
interface Asked {
  readonly role: RoleToAssume;
  readonly identity: SamlIdentity;
  readonly sessionName: string;
  readonly tags: SessionTags | undefined;
  readonly sourceIdentity: string | undefined;
}

const ACTION = 'sts:AssumeRoleWithSAML';

/**
 * Makes credentials of a role's session for whom a SAML provider of the role's account vouches. The request
 * is unsigned: the assertion names the role, and the role's trust policy the provider.
 */
export const assumeRoleWithSAML = stsOperation('AssumeRoleWithSAML', {
  async authorizes(input, context) {
    const { identity, ...given } = await asked(input, context);
    const { provider, audience, subject } = identity;
    return federatedPermissions(ACTION, {
      ...given,
      identity: { provider, audience, subject },
      keys: samlKeys(identity),
    });
  },

  async runs(input, context) {
    const { house, caller, facts } = context;
    const { role, identity, sessionName, tags, sourceIdentity } = await asked(input, context);
    const { assertion, nameQualifier } = identity;
    const longest = roleSessionDuration(caller, input.DurationSeconds, role.maxSessionDuration);
    const passed = await sessionPolicies(house, input, role.accountId, facts.epoch);
    const packed = packedSize({ ...passed, tags: tags?.tags });
    const left = secondsLeft(assertion.sessionEndsAt, house.clock.real());
    return {
      ...issueRoleSession(house, role, sessionName, Math.min(longest, left), {
        madeBy: 'AssumeRoleWithSAML',
        ...passed,
        ...tags,
        sourceIdentity,
        contextKeys: lastingSamlKeys(identity),
      }),
      Audience: assertion.recipient,
      Issuer: assertion.issuer,
      NameQualifier: nameQualifier,
      Subject: assertion.subject,
      SubjectType: assertion.subjectType,
      PackedPolicySize: packed,
      SourceIdentity: sourceIdentity,
    };
  },
});

/** The role's session ends with the provider's, which lives in real time. */
function secondsLeft(endsAt: number | undefined, now: Date): number {
  if (endsAt === undefined) return Infinity;
  const left = Math.floor((endsAt - now.getTime()) / 1000);
  if (left <= 0) throw stsErrors.samlExpired();
  return left;
}

const asked = perCall(
  async (input: AssumeRoleWithSAMLRequest, { house }: OperationContext): Promise<Asked> => {
    const { RoleArn, PrincipalArn, SAMLAssertion } = input;
    const accountId = roleAccount(RoleArn);
    if (accountId === undefined) throw stsErrors.requestArnIsInvalid();
    const identity = await verifySaml(house, accountId, PrincipalArn, SAMLAssertion);
    const { sessionName, sourceIdentity, ...passed } = samlSession(identity.assertion);
    const tags = sessionTags(passed, undefined);
    const role = await findRoleToAssume(house.store, RoleArn);
    if (role === undefined || !letsInto(identity.assertion, RoleArn, PrincipalArn)) {
      throw stsErrors.notAuthorized(ACTION);
    }
    return { role, identity, sessionName, tags, sourceIdentity };
  },
);
