import { parseArn } from '../../../kernel/arn.ts';
import { invalidPolicyArn, unparsableArn } from '../errors.ts';

/** A managed policy's ARN, taken apart. */
export interface PolicyArn {
  readonly arn: string;
  /** The account that owns it; `aws` for AWS's own. */
  readonly accountId: string;
  readonly path: string;
  readonly name: string;
}

/** The account of AWS's own managed policies in their ARNs. */
export const AWS_ACCOUNT = 'aws';

const RESOURCE = /^policy(\/(?:[^/]+\/)*)([\w+=,.@-]+)$/;

/**
 * Takes a managed policy's ARN apart.
 *
 * @throws AwsError ValidationError for what is no ARN, InvalidInput for the ARN of something else
 */
export function parsePolicyArn(text: string): PolicyArn {
  const arn = parseArn(text);
  if (arn === undefined) throw unparsableArn();
  const [, path, name] = RESOURCE.exec(arn.resource) ?? [];
  if (
    arn.partition !== 'aws' ||
    arn.service !== 'iam' ||
    arn.region !== '' ||
    path === undefined ||
    name === undefined
  ) {
    throw invalidPolicyArn(text);
  }
  return { arn: text, accountId: arn.accountId, path, name };
}
