import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { typedTags } from '../../../parts/tag.ts';
import { hasInstanceProfile, type RoleDraft } from './role-draft.ts';
import { trustDocument } from './trust-document.ts';

/** One call on the way to a role. */
export interface CreationStep {
  readonly id: string;
  readonly kind: 'role' | 'attach' | 'profile' | 'add';
  /** The name of what it makes or attaches. */
  readonly subject: string;
  readonly run: (iam: IAMClient) => Promise<unknown>;
}

/** The calls that make a role, in the order of AWS's console: for EC2 the instance profile of its name comes after it. */
export function creationSteps(draft: RoleDraft, accountId: string): CreationStep[] {
  const RoleName = draft.name.trim();
  const InstanceProfileName = RoleName;
  const role: CreationStep = {
    id: 'role',
    kind: 'role',
    subject: RoleName,
    run: (iam) =>
      iam.send(
        new CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: trustDocument(draft, accountId),
          ...(draft.description === '' ? {} : { Description: draft.description }),
          ...(draft.hasBoundary ? { PermissionsBoundary: draft.boundary } : {}),
          ...(draft.tags.length === 0 ? {} : { Tags: typedTags(draft.tags) }),
        }),
      ),
  };
  const attached = draft.policies.map((PolicyArn): CreationStep => ({
    id: PolicyArn,
    kind: 'attach',
    subject: PolicyArn,
    run: (iam) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn })),
  }));
  if (!hasInstanceProfile(draft)) return [role, ...attached];
  return [
    role,
    ...attached,
    {
      id: 'profile',
      kind: 'profile',
      subject: InstanceProfileName,
      run: (iam) => iam.send(new CreateInstanceProfileCommand({ InstanceProfileName })),
    },
    {
      id: 'add',
      kind: 'add',
      subject: InstanceProfileName,
      run: (iam) => iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName })),
    },
  ];
}
