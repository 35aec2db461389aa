import type { AwsError } from '../../kernel/aws-error.ts';
import { sealMessage } from '../../credentials/sealed-message.ts';
import { authorizationMessage } from '../../operation/authorization-message.ts';
import type { OperationContext } from '../../operation/context.ts';
import type { Denial } from '../../operation/denial.ts';
import { unauthorizedOperation } from './errors.ts';

/**
 * EC2's refusal: AWS's sentence and, encoded, its details, which only sts:DecodeAuthorizationMessage
 * shows. A Describe call's refusal names no resource and carries no details.
 */
export function denies(denial: Denial, { house }: OperationContext): AwsError {
  const blob =
    denial.authorization.named === null
      ? undefined
      : sealMessage(house.keyRing, authorizationMessage(denial));
  return unauthorizedOperation(denial.sentence, blob);
}
