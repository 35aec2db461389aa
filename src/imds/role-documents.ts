import type { RoleCredentials } from '../operation/assume-as-service.ts';
import { metadataJson, metadataTime } from './metadata-json.ts';

const TROUBLESHOOTING =
  'Please see documentation at http://docs.amazonwebservices.com/IAM/latest/UserGuide/RolesTroubleshooting.html.';

/** The instance profile on an instance, by its ARN and `AIPA…`. */
export interface ProfileNames {
  readonly profileArn: string;
  readonly profileId: string;
}

/** `iam/info` of a profile that exists. @param holdsRole an emptied one says so */
export function profileInfo(
  { profileArn, profileId }: ProfileNames,
  holdsRole: boolean,
  updatedAt: Date,
): string {
  return metadataJson({
    Code: 'Success',
    // AWS documents how this sentence begins; its end is the one of the refusal below.
    Message: holdsRole ? undefined : `Instance Profile does not contain a role.  ${TROUBLESHOOTING}`,
    LastUpdated: metadataTime(updatedAt),
    InstanceProfileArn: profileArn,
    InstanceProfileId: profileId,
  });
}

/** `iam/info` of a profile that was deleted, or deleted and made anew: its id is no longer any profile's. */
export function profileNotFound(profileId: string, updatedAt: Date): string {
  return metadataJson({
    Code: 'InstanceProfileNotFound',
    Message:
      `Instance Profile with Id ${profileId} cannot be found.  Please see documentation at ` +
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc.',
    LastUpdated: metadataTime(updatedAt),
  });
}

/** `iam/security-credentials/ROLE`. */
export function credentialsDocument(credentials: RoleCredentials, updatedAt: Date): string {
  return metadataJson({
    Code: 'Success',
    LastUpdated: metadataTime(updatedAt),
    Type: 'AWS-HMAC',
    AccessKeyId: credentials.AccessKeyId,
    SecretAccessKey: credentials.SecretAccessKey,
    Token: credentials.SessionToken,
    Expiration: metadataTime(credentials.Expiration),
  });
}

/** The same place for a role whose trust policy does not let EC2 assume it: status 200 all the same. */
export function cannotAssume(roleName: string, updatedAt: Date): string {
  return metadataJson({
    Code: 'AssumeRoleUnauthorizedAccess',
    Message: `EC2 cannot assume the role ${roleName}.  ${TROUBLESHOOTING}`,
    LastUpdated: metadataTime(updatedAt),
  });
}

/** What a container's credentials endpoint answers. */
export interface TaskCredentials {
  readonly RoleArn: string;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly Token: string;
  readonly Expiration: string;
}

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html */
export function taskCredentials(roleArn: string, credentials: RoleCredentials): TaskCredentials {
  return {
    RoleArn: roleArn,
    AccessKeyId: credentials.AccessKeyId,
    SecretAccessKey: credentials.SecretAccessKey,
    Token: credentials.SessionToken,
    Expiration: metadataTime(credentials.Expiration),
  };
}
