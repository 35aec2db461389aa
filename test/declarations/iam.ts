import { iamService } from '../../src/services/iam/service.ts';
import { ACCOUNT, allow, documentOf, type InProcessHouse } from '../in-process-house.ts';
import { SamlProvider } from '../saml-provider.ts';
import type { Samples } from './samples.ts';

const TAGS = [{ Key: 'team', Value: 'blue' }];
const BOUNDARY = 'arn:aws:iam::aws:policy/PowerUserAccess';
const DOCUMENT = allow('s3:GetObject');
const TRUST = documentOf({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

const USER = { UserName: 'User' };
const GROUP = { GroupName: 'Group' };
const ROLE = { RoleName: 'Role' };
const PROFILE = { InstanceProfileName: 'Profile' };
const POLICY = { PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/p/Policy` };
const VERSION = { ...POLICY, VersionId: 'v1' };
const OIDC = { OpenIDConnectProviderArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/idp.example.com` };
const SAML = { SAMLProviderArn: `arn:aws:iam::${ACCOUNT}:saml-provider/Idp` };
const METADATA = { SAMLMetadataDocument: new SamlProvider().metadata };
const INLINE = { PolicyName: 'inline' };

/** IAM decides a listing on the path asked for, which a denial shows; the reference knows only `*`. */
const LISTING = /^arn:aws:iam::\d{12}:(user|group|role|policy|instance-profile|mfa|server-certificate)\/$/;

export const iamSamples: Samples = {
  service: iamService,
  inputs: async (inside) => {
    const { AccessKeyId, ServiceSpecificCredentialId } = await prepare(inside);
    return {
      ...ACCOUNT_CALLS,
      ...SIMULATOR_CALLS,
      ...POLICY_CALLS,
      ...ROLE_CALLS,
      ...PROFILE_CALLS,
      ...PROVIDER_CALLS,
      ...userCalls(AccessKeyId),
      ...GROUP_CALLS,
      ...PASSWORD_CALLS,
      ...MFA_CALLS,
      ...CERTIFICATE_CALLS,
      ...SSH_KEY_CALLS,
      ...serviceCredentialCalls(ServiceSpecificCredentialId),
      ...SERVICE_ROLE_CALLS,
      ...REPORT_CALLS,
    };
  },
  departures: {
    resources: {
      'iam:ListUsers': LISTING,
      'iam:ListVirtualMFADevices': LISTING,
      'iam:ListServerCertificates': LISTING,
      'iam:ListGroups': LISTING,
      'iam:ListRoles': LISTING,
      'iam:ListPolicies': LISTING,
      'iam:ListInstanceProfiles': LISTING,
    },
    unheardOf: [
      'iam:RoleTemplateARN',
      // Of security keys, which only a console's browser can enable.
      'iam:FIDO-FIPS-140-2-certification',
      'iam:FIDO-FIPS-140-3-certification',
      'iam:FIDO-certification',
      'iam:RegisterSecurityKey',
    ],
  },
};

async function prepare(
  inside: InProcessHouse,
): Promise<{ AccessKeyId: string; ServiceSpecificCredentialId: string }> {
  const call = (operation: string, input: object) => inside.call(inside.root, 'iam', operation, input);
  const tagged = { Path: '/p/', Tags: TAGS };
  await call('CreateUser', { ...USER, ...tagged, PermissionsBoundary: BOUNDARY });
  await call('CreateGroup', { ...GROUP, Path: '/p/' });
  await call('CreateRole', {
    ...ROLE,
    ...tagged,
    AssumeRolePolicyDocument: TRUST,
    PermissionsBoundary: BOUNDARY,
  });
  await call('CreateInstanceProfile', { ...PROFILE, ...tagged });
  await call('CreateVirtualMFADevice', { VirtualMFADeviceName: 'Device', ...tagged });
  await call('CreateSAMLProvider', { Name: 'Idp', ...METADATA, Tags: TAGS });
  await call('CreateOpenIDConnectProvider', { Url: 'https://idp.example.com', Tags: TAGS });
  await call('CreatePolicy', { PolicyName: 'Policy', ...tagged, PolicyDocument: DOCUMENT });
  const made = (await call('CreateAccessKey', USER)) as { AccessKey: { AccessKeyId: string } };
  const credential = (await call('CreateServiceSpecificCredential', {
    ...USER,
    ServiceName: CODE_COMMIT,
  })) as {
    ServiceSpecificCredential: { ServiceSpecificCredentialId: string };
  };
  return { ...made.AccessKey, ...credential.ServiceSpecificCredential };
}

const ACCOUNT_CALLS = {
  CreateAccountAlias: { AccountAlias: 'alias' },
  DeleteAccountAlias: { AccountAlias: 'alias' },
  ListAccountAliases: {},
  GetAccountSummary: {},
  GetAccountAuthorizationDetails: {},
};

const PROVIDER_CALLS = {
  CreateOpenIDConnectProvider: { Url: 'https://new.example.com', Tags: TAGS },
  GetOpenIDConnectProvider: OIDC,
  ListOpenIDConnectProviders: {},
  AddClientIDToOpenIDConnectProvider: { ...OIDC, ClientID: 'client' },
  RemoveClientIDFromOpenIDConnectProvider: { ...OIDC, ClientID: 'client' },
  UpdateOpenIDConnectProviderThumbprint: { ...OIDC, ThumbprintList: [] },
  DeleteOpenIDConnectProvider: OIDC,
  TagOpenIDConnectProvider: { ...OIDC, Tags: TAGS },
  UntagOpenIDConnectProvider: { ...OIDC, TagKeys: ['team'] },
  ListOpenIDConnectProviderTags: OIDC,
  CreateSAMLProvider: { Name: 'New', ...METADATA, Tags: TAGS },
  GetSAMLProvider: SAML,
  ListSAMLProviders: {},
  UpdateSAMLProvider: { ...SAML, ...METADATA },
  DeleteSAMLProvider: SAML,
  TagSAMLProvider: { ...SAML, Tags: TAGS },
  UntagSAMLProvider: { ...SAML, TagKeys: ['team'] },
  ListSAMLProviderTags: SAML,
};

const SOURCE = { PolicySourceArn: `arn:aws:iam::${ACCOUNT}:user/p/User` };
const SIMULATOR_CALLS = {
  SimulateCustomPolicy: { PolicyInputList: [DOCUMENT], ActionNames: ['s3:GetObject'] },
  SimulatePrincipalPolicy: { ...SOURCE, ActionNames: ['s3:GetObject'] },
  GetContextKeysForCustomPolicy: { PolicyInputList: [DOCUMENT] },
  GetContextKeysForPrincipalPolicy: SOURCE,
};

const POLICY_CALLS = {
  CreatePolicy: { PolicyName: 'New', PolicyDocument: DOCUMENT, Tags: TAGS },
  GetPolicy: POLICY,
  ListPolicies: {},
  DeletePolicy: POLICY,
  CreatePolicyVersion: { ...POLICY, PolicyDocument: DOCUMENT },
  GetPolicyVersion: VERSION,
  ListPolicyVersions: POLICY,
  DeletePolicyVersion: VERSION,
  SetDefaultPolicyVersion: VERSION,
  ListEntitiesForPolicy: POLICY,
  TagPolicy: { ...POLICY, Tags: TAGS },
  UntagPolicy: { ...POLICY, TagKeys: ['team'] },
  ListPolicyTags: POLICY,
};

const ROLE_CALLS = {
  CreateRole: { RoleName: 'New', AssumeRolePolicyDocument: TRUST, PermissionsBoundary: BOUNDARY, Tags: TAGS },
  GetRole: ROLE,
  ListRoles: {},
  UpdateRole: ROLE,
  UpdateRoleDescription: { ...ROLE, Description: 'd' },
  UpdateAssumeRolePolicy: { ...ROLE, PolicyDocument: TRUST },
  DeleteRole: ROLE,
  AttachRolePolicy: { ...ROLE, ...POLICY },
  DetachRolePolicy: { ...ROLE, ...POLICY },
  ListAttachedRolePolicies: ROLE,
  PutRolePolicy: { ...ROLE, ...INLINE, PolicyDocument: DOCUMENT },
  GetRolePolicy: { ...ROLE, ...INLINE },
  ListRolePolicies: ROLE,
  DeleteRolePolicy: { ...ROLE, ...INLINE },
  TagRole: { ...ROLE, Tags: TAGS },
  UntagRole: { ...ROLE, TagKeys: ['team'] },
  ListRoleTags: ROLE,
  PutRolePermissionsBoundary: { ...ROLE, PermissionsBoundary: BOUNDARY },
  DeleteRolePermissionsBoundary: ROLE,
};

const PROFILE_CALLS = {
  CreateInstanceProfile: { InstanceProfileName: 'New', Tags: TAGS },
  GetInstanceProfile: PROFILE,
  ListInstanceProfiles: {},
  ListInstanceProfilesForRole: ROLE,
  DeleteInstanceProfile: PROFILE,
  AddRoleToInstanceProfile: { ...PROFILE, ...ROLE },
  RemoveRoleFromInstanceProfile: { ...PROFILE, ...ROLE },
  TagInstanceProfile: { ...PROFILE, Tags: TAGS },
  UntagInstanceProfile: { ...PROFILE, TagKeys: ['team'] },
  ListInstanceProfileTags: PROFILE,
};

function userCalls(AccessKeyId: string) {
  return {
    CreateUser: { UserName: 'New', PermissionsBoundary: BOUNDARY, Tags: TAGS },
    GetUser: USER,
    ListUsers: {},
    UpdateUser: { ...USER, NewUserName: 'Renamed' },
    DeleteUser: USER,
    AttachUserPolicy: { ...USER, ...POLICY },
    DetachUserPolicy: { ...USER, ...POLICY },
    ListAttachedUserPolicies: USER,
    PutUserPolicy: { ...USER, ...INLINE, PolicyDocument: DOCUMENT },
    GetUserPolicy: { ...USER, ...INLINE },
    ListUserPolicies: USER,
    DeleteUserPolicy: { ...USER, ...INLINE },
    TagUser: { ...USER, Tags: TAGS },
    UntagUser: { ...USER, TagKeys: ['team'] },
    ListUserTags: USER,
    PutUserPermissionsBoundary: { ...USER, PermissionsBoundary: BOUNDARY },
    DeleteUserPermissionsBoundary: USER,
    ListGroupsForUser: USER,
    CreateAccessKey: USER,
    ListAccessKeys: USER,
    UpdateAccessKey: { ...USER, AccessKeyId, Status: 'Inactive' },
    DeleteAccessKey: { ...USER, AccessKeyId },
    GetAccessKeyLastUsed: { AccessKeyId },
  };
}

const PASSWORD_CALLS = {
  CreateLoginProfile: { ...USER, Password: 'Secret-1' },
  GetLoginProfile: USER,
  UpdateLoginProfile: USER,
  DeleteLoginProfile: USER,
  ChangePassword: { OldPassword: 'Secret-1', NewPassword: 'Secret-2' },
  GetAccountPasswordPolicy: {},
  UpdateAccountPasswordPolicy: {},
  DeleteAccountPasswordPolicy: {},
};

const DEVICE = { SerialNumber: `arn:aws:iam::${ACCOUNT}:mfa/p/Device` };
const TWO_CODES = { ...USER, ...DEVICE, AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
const MFA_CALLS = {
  CreateVirtualMFADevice: { VirtualMFADeviceName: 'New', Tags: TAGS },
  DeleteVirtualMFADevice: DEVICE,
  ListVirtualMFADevices: {},
  EnableMFADevice: TWO_CODES,
  ResyncMFADevice: TWO_CODES,
  DeactivateMFADevice: { ...USER, ...DEVICE },
  ListMFADevices: USER,
  GetMFADevice: { ...USER, ...DEVICE },
  TagMFADevice: { ...DEVICE, Tags: TAGS },
  UntagMFADevice: { ...DEVICE, TagKeys: ['team'] },
  ListMFADeviceTags: DEVICE,
};

const CERTIFICATE = { ServerCertificateName: 'Certificate' };
const SIGNING = { ...USER, CertificateId: 'A'.repeat(32) };
const CERTIFICATE_CALLS = {
  UploadServerCertificate: { ...CERTIFICATE, CertificateBody: 'b', PrivateKey: 'k', Tags: TAGS },
  GetServerCertificate: CERTIFICATE,
  ListServerCertificates: {},
  UpdateServerCertificate: { ...CERTIFICATE, NewPath: '/p/' },
  DeleteServerCertificate: CERTIFICATE,
  TagServerCertificate: { ...CERTIFICATE, Tags: TAGS },
  UntagServerCertificate: { ...CERTIFICATE, TagKeys: ['team'] },
  ListServerCertificateTags: CERTIFICATE,
  UploadSigningCertificate: { ...USER, CertificateBody: 'b' },
  ListSigningCertificates: USER,
  UpdateSigningCertificate: { ...SIGNING, Status: 'Inactive' },
  DeleteSigningCertificate: SIGNING,
};

const SSH_KEY = { ...USER, SSHPublicKeyId: 'APKA' };
const SSH_KEY_CALLS = {
  UploadSSHPublicKey: { ...USER, SSHPublicKeyBody: 'k' },
  GetSSHPublicKey: { ...SSH_KEY, Encoding: 'SSH' },
  ListSSHPublicKeys: USER,
  UpdateSSHPublicKey: { ...SSH_KEY, Status: 'Inactive' },
  DeleteSSHPublicKey: SSH_KEY,
};

const CODE_COMMIT = 'codecommit.amazonaws.com';

function serviceCredentialCalls(ServiceSpecificCredentialId: string) {
  const credential = { ...USER, ServiceSpecificCredentialId };
  return {
    CreateServiceSpecificCredential: { ...USER, ServiceName: CODE_COMMIT, CredentialAgeDays: 30 },
    ListServiceSpecificCredentials: USER,
    UpdateServiceSpecificCredential: { ...credential, Status: 'Inactive' },
    ResetServiceSpecificCredential: credential,
    DeleteServiceSpecificCredential: credential,
  };
}

const SERVICE_ROLE_CALLS = {
  CreateServiceLinkedRole: { AWSServiceName: 'batch.amazonaws.com' },
  DeleteServiceLinkedRole: ROLE,
  GetServiceLinkedRoleDeletionStatus: {
    DeletionTaskId:
      'task/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch/00000000-0000-4000-8000-000000000000',
  },
};

const USER_ARN = `arn:aws:iam::${ACCOUNT}:user/p/User`;
const JOB = { JobId: '00000000-0000-4000-8000-000000000000' };
const REPORT_CALLS = {
  GenerateCredentialReport: {},
  GetCredentialReport: {},
  GenerateServiceLastAccessedDetails: { Arn: USER_ARN },
  GetServiceLastAccessedDetails: JOB,
  GetServiceLastAccessedDetailsWithEntities: { ...JOB, ServiceNamespace: 's3' },
  ListPoliciesGrantingServiceAccess: { Arn: USER_ARN, ServiceNamespaces: ['s3'] },
};

const GROUP_CALLS = {
  CreateGroup: { GroupName: 'New' },
  GetGroup: GROUP,
  ListGroups: {},
  UpdateGroup: { ...GROUP, NewGroupName: 'Renamed' },
  DeleteGroup: GROUP,
  AddUserToGroup: { ...GROUP, ...USER },
  RemoveUserFromGroup: { ...GROUP, ...USER },
  AttachGroupPolicy: { ...GROUP, ...POLICY },
  DetachGroupPolicy: { ...GROUP, ...POLICY },
  ListAttachedGroupPolicies: GROUP,
  PutGroupPolicy: { ...GROUP, ...INLINE, PolicyDocument: DOCUMENT },
  GetGroupPolicy: { ...GROUP, ...INLINE },
  ListGroupPolicies: GROUP,
  DeleteGroupPolicy: { ...GROUP, ...INLINE },
};
