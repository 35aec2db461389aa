import { formatArn } from '../../kernel/arn.ts';
import type { Caller, FederatedUserCaller } from '../../kernel/caller.ts';
import type { Authorization } from '../../operation/authorization.ts';
import { requestTagKeys } from '../../operation/tag-keys.ts';
import { packedSize } from './packed-size.ts';
import { sessionCredentials } from './session-credentials.ts';
import { ownSessionDuration } from './session-duration.ts';
import { sessionPolicies } from './session-policies.ts';
import { sessionTags } from './session-tags.ts';
import { stsOperation } from './sts-operation.ts';

/**
 * Makes temporary credentials for someone outside IAM, who may do what both the policies passed here
 * and the calling user's allow.
 */
export const getFederationToken = stsOperation('GetFederationToken', {
  authorizes(input, { accountId }) {
    const tags = sessionTags(input, undefined);
    const resource = federatedUserArn(accountId, input.Name);
    const keys = requestTagKeys(input.Tags);
    const wanted: Authorization[] = [{ action: 'sts:GetFederationToken', resource, keys }];
    if (tags !== undefined) wanted.push({ action: 'sts:TagSession', resource, keys });
    return wanted;
  },

  async runs(input, { house, caller, accountId, facts }) {
    const name = input.Name;
    const tags = sessionTags(input, undefined)?.tags;
    const passed = await sessionPolicies(house, input, accountId, facts.epoch);
    const packed = packedSize({ ...passed, tags });
    return {
      Credentials: sessionCredentials(house, {
        accountId,
        principal: { kind: 'federated-user', name, issuer: issuerOf(caller) },
        durationSeconds: ownSessionDuration(caller, input.DurationSeconds),
        session: { madeBy: 'GetFederationToken', ...passed, tags },
      }),
      FederatedUser: { FederatedUserId: `${accountId}:${name}`, Arn: federatedUserArn(accountId, name) },
      PackedPolicySize: packed ?? 0,
    };
  },
});

function federatedUserArn(accountId: string, name: string): string {
  return formatArn({ service: 'sts', region: '', accountId, resource: `federated-user/${name}` });
}

function issuerOf(caller: Caller): FederatedUserCaller['issuer'] {
  switch (caller.kind) {
    case 'root':
      return { kind: 'root', principalId: caller.accountId, arn: caller.arn };
    case 'user':
      return { kind: 'user', principalId: caller.principalId, arn: caller.arn };
    case 'anonymous':
    case 'service':
    case 'assumed-role':
    case 'federated-user':
      throw new TypeError(`a caller of kind \`${caller.kind}\` has no long-term credentials`);
  }
}
