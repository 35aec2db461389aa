import {
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  DeleteGroupPolicyCommand,
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  DetachGroupPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetGroupPolicyCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  paginateListAttachedGroupPolicies,
  paginateListAttachedRolePolicies,
  paginateListAttachedUserPolicies,
  paginateListGroupPolicies,
  paginateListRolePolicies,
  paginateListUserPolicies,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  type AttachedPolicy,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';

/** Whom policies are attached to: a user, a group or a role, by the operations that AWS has for each. */
export interface PolicyOwner {
  /** Where its policies are remembered: a change of them makes it old. */
  readonly key: readonly string[];
  readonly listAttached: (iam: IAMClient) => Promise<AttachedPolicy[]>;
  readonly listInline: (iam: IAMClient) => Promise<string[]>;
  /** The document, percent-encoded as IAM answers it. */
  readonly getInline: (iam: IAMClient, name: string) => Promise<string | undefined>;
  readonly putInline: (iam: IAMClient, name: string, document: string) => Promise<unknown>;
  readonly deleteInline: (iam: IAMClient, name: string) => Promise<unknown>;
  readonly attach: (iam: IAMClient, arn: string) => Promise<unknown>;
  readonly detach: (iam: IAMClient, arn: string) => Promise<unknown>;
}

/** A role as an owner of policies. */
export function roleOwner(RoleName: string): PolicyOwner {
  return {
    key: ['iam', 'roles', RoleName],
    listAttached: (client) =>
      collect(paginateListAttachedRolePolicies({ client }, { RoleName }), (page) => page.AttachedPolicies),
    listInline: (client) =>
      collect(paginateListRolePolicies({ client }, { RoleName }), (page) => page.PolicyNames),
    getInline: async (iam, PolicyName) =>
      (await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))).PolicyDocument,
    putInline: (iam, PolicyName, PolicyDocument) =>
      iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument })),
    deleteInline: (iam, PolicyName) => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })),
    attach: (iam, PolicyArn) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn })),
    detach: (iam, PolicyArn) => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })),
  };
}

/** A user as an owner of policies. */
export function userOwner(UserName: string): PolicyOwner {
  return {
    key: ['iam', 'users', UserName],
    listAttached: (client) =>
      collect(paginateListAttachedUserPolicies({ client }, { UserName }), (page) => page.AttachedPolicies),
    listInline: (client) =>
      collect(paginateListUserPolicies({ client }, { UserName }), (page) => page.PolicyNames),
    getInline: async (iam, PolicyName) =>
      (await iam.send(new GetUserPolicyCommand({ UserName, PolicyName }))).PolicyDocument,
    putInline: (iam, PolicyName, PolicyDocument) =>
      iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument })),
    deleteInline: (iam, PolicyName) => iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName })),
    attach: (iam, PolicyArn) => iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn })),
    detach: (iam, PolicyArn) => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn })),
  };
}

/** A group as an owner of policies. */
export function groupOwner(GroupName: string): PolicyOwner {
  return {
    key: ['iam', 'groups', GroupName],
    listAttached: (client) =>
      collect(paginateListAttachedGroupPolicies({ client }, { GroupName }), (page) => page.AttachedPolicies),
    listInline: (client) =>
      collect(paginateListGroupPolicies({ client }, { GroupName }), (page) => page.PolicyNames),
    getInline: async (iam, PolicyName) =>
      (await iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName }))).PolicyDocument,
    putInline: (iam, PolicyName, PolicyDocument) =>
      iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName, PolicyDocument })),
    deleteInline: (iam, PolicyName) => iam.send(new DeleteGroupPolicyCommand({ GroupName, PolicyName })),
    attach: (iam, PolicyArn) => iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn })),
    detach: (iam, PolicyArn) => iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn })),
  };
}
