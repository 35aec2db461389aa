import { toolboxErrors } from './errors.ts';
import { findRefusal, policyUri } from './find-refusal.ts';
import { toolboxOperation } from './toolbox-operation.ts';

/**
 * A policy's document as it stood when the request was refused, whatever became of it. That the answer's
 * member is called `policy` is a guess.
 *
 * @see https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_GetRequestAuthorizationPolicy.html
 */
export const getRequestAuthorizationPolicy = toolboxOperation('GetRequestAuthorizationPolicy', {
  authorizes: () => ({ action: 'iam:GetRequestAuthorizationPolicy', resource: '*' }),

  async runs({ authorizationId, policyUri: uri }, context) {
    const { record, documents } = await findRefusal(authorizationId, context);
    const policy = record.policies.find((candidate) => policyUri(candidate) === uri);
    const document = policy && documents.get(policy.digest);
    if (document === undefined) throw toolboxErrors.policyNotFound(uri);
    return { policy: JSON.parse(document) as unknown };
  },
});
