import {
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteServiceSpecificCredentialCommand,
  DeleteSigningCertificateCommand,
  DeleteSSHPublicKeyCommand,
  DeleteUserCommand,
  GetLoginProfileCommand,
  ListServiceSpecificCredentialsCommand,
  paginateListAccessKeys,
  paginateListGroupsForUser,
  paginateListMFADevices,
  paginateListSigningCertificates,
  paginateListSSHPublicKeys,
  RemoveUserFromGroupCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { isMissing } from '../../aws/aws-error.ts';
import { collect } from '../../aws/collect.ts';
import { userOwner } from '../../parts/permissions/policy-owner.ts';

/** What goes with a user, and keeps AWS from deleting them. */
export interface UserDeletionPlan {
  readonly accessKeys: readonly string[];
  readonly hasPassword: boolean;
  /** Serial numbers: taken from the user, the devices stay. */
  readonly mfaDevices: readonly string[];
  readonly groups: readonly string[];
  /** ARNs: detached. */
  readonly attached: readonly string[];
  /** Names: deleted. */
  readonly inline: readonly string[];
  readonly sshKeys: readonly string[];
  readonly certificates: readonly string[];
  readonly serviceCredentials: readonly string[];
}

/** Looks up what goes with a user. */
export async function planUserDeletion(client: IAMClient, UserName: string): Promise<UserDeletionPlan> {
  const owner = userOwner(UserName);
  const of = { UserName };
  const [keys, hasPassword, devices, groups, attached, inline, sshKeys, certificates, credentials] =
    await Promise.all([
      collect(paginateListAccessKeys({ client }, of), (page) => page.AccessKeyMetadata),
      hasLoginProfile(client, UserName),
      collect(paginateListMFADevices({ client }, of), (page) => page.MFADevices),
      collect(paginateListGroupsForUser({ client }, of), (page) => page.Groups),
      owner.listAttached(client),
      owner.listInline(client),
      collect(paginateListSSHPublicKeys({ client }, of), (page) => page.SSHPublicKeys),
      collect(paginateListSigningCertificates({ client }, of), (page) => page.Certificates),
      client.send(new ListServiceSpecificCredentialsCommand(of)),
    ]);
  return {
    accessKeys: keys.map(({ AccessKeyId = '' }) => AccessKeyId),
    hasPassword,
    mfaDevices: devices.map(({ SerialNumber = '' }) => SerialNumber),
    groups: groups.map(({ GroupName = '' }) => GroupName),
    attached: attached.map(({ PolicyArn = '' }) => PolicyArn),
    inline,
    sshKeys: sshKeys.map(({ SSHPublicKeyId = '' }) => SSHPublicKeyId),
    certificates: certificates.map(({ CertificateId = '' }) => CertificateId),
    serviceCredentials: (credentials.ServiceSpecificCredentials ?? []).map(
      ({ ServiceSpecificCredentialId = '' }) => ServiceSpecificCredentialId,
    ),
  };
}

/** Deletes a user; first, as AWS's console does, all that keeps them. Without a plan AWS says what does. */
export async function deleteUser(
  iam: IAMClient,
  UserName: string,
  plan: UserDeletionPlan | undefined,
): Promise<void> {
  if (plan !== undefined) {
    const owner = userOwner(UserName);
    for (const AccessKeyId of plan.accessKeys) {
      await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    }
    if (plan.hasPassword) await iam.send(new DeleteLoginProfileCommand({ UserName }));
    for (const SerialNumber of plan.mfaDevices) {
      await iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber }));
    }
    for (const SSHPublicKeyId of plan.sshKeys) {
      await iam.send(new DeleteSSHPublicKeyCommand({ UserName, SSHPublicKeyId }));
    }
    for (const CertificateId of plan.certificates) {
      await iam.send(new DeleteSigningCertificateCommand({ UserName, CertificateId }));
    }
    for (const ServiceSpecificCredentialId of plan.serviceCredentials) {
      await iam.send(new DeleteServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId }));
    }
    for (const GroupName of plan.groups) {
      await iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName }));
    }
    for (const arn of plan.attached) await owner.detach(iam, arn);
    for (const name of plan.inline) await owner.deleteInline(iam, name);
  }
  await iam.send(new DeleteUserCommand({ UserName }));
}

async function hasLoginProfile(iam: IAMClient, UserName: string): Promise<boolean> {
  try {
    await iam.send(new GetLoginProfileCommand({ UserName }));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
