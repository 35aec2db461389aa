import { iamArn } from '../../../kernel/arn.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { iamOperation } from '../iam-operation.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { userMeant } from './user-meant.ts';
import { requireUser } from './user-rows.ts';

/**
 * Credentials that a user of AWS may have beside access keys. Users of the house have none of them, and
 * nothing gives them any; who asks before deleting a user, as Terraform does, is answered so.
 */

interface NamesUser {
  readonly UserName?: string | undefined;
}

export const listSshPublicKeys = iamOperation('ListSSHPublicKeys', {
  authorizes: (input, context) => permission(input, context, 'iam:ListSSHPublicKeys'),
  runs: (input, context) => none(input, context, { SSHPublicKeys: [], IsTruncated: false }),
});

export const listSigningCertificates = iamOperation('ListSigningCertificates', {
  authorizes: (input, context) => permission(input, context, 'iam:ListSigningCertificates'),
  runs: (input, context) => none(input, context, { Certificates: [], IsTruncated: false }),
});

export const listServiceSpecificCredentials = iamOperation('ListServiceSpecificCredentials', {
  authorizes(input, context) {
    const action = 'iam:ListServiceSpecificCredentials';
    if (input.AllUsers !== true) return permission(input, context, action);
    return { action, resource: iamArn(context.accountId, 'user/*') };
  },
  async runs(input, context) {
    const answer = { ServiceSpecificCredentials: [], IsTruncated: false };
    return input.AllUsers === true ? answer : none(input, context, answer);
  },
});

function permission(input: NamesUser, context: OperationContext, action: string) {
  return authorizeOwner(context, 'user', userMeant(input, context), action);
}

/** @throws AwsError NoSuchEntity when there is not even the user */
async function none<T>(input: NamesUser, context: OperationContext, answer: T): Promise<T> {
  const { house, accountId } = context;
  await house.store.read((tx) => requireUser(tx, accountId, userMeant(input, context)));
  return answer;
}
