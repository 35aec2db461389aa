import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  type CreatePolicyVersionCommandInput,
  type CreatePolicyVersionCommandOutput,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { readAwsError } from '../../aws/aws-error.ts';

/**
 * Makes a version of a policy. The one that is to leave for it goes only once AWS says that there are too many: a
 * document that AWS finds malformed, or refuses, costs no version.
 *
 * @param onLeft told when it went, for making the new one may fail even then
 */
export async function saveVersion(
  iam: IAMClient,
  version: CreatePolicyVersionCommandInput,
  leaving: string | undefined,
  onLeft: (versionId: string) => void,
): Promise<CreatePolicyVersionCommandOutput> {
  try {
    return await iam.send(new CreatePolicyVersionCommand(version));
  } catch (error) {
    if (leaving === undefined || !readAwsError(error).code.startsWith('LimitExceeded')) throw error;
  }
  const { PolicyArn } = version;
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: leaving }));
  onLeft(leaving);
  return iam.send(new CreatePolicyVersionCommand(version));
}
