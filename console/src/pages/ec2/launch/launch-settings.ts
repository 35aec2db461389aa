import type { RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import type { Tag } from '../../../parts/tag.ts';
import { encodeBase64 } from '../../../parts/base64.ts';
import { profileReference } from '../shared/profile-reference.ts';

/** What the launch form holds. Empty texts are what nobody chose: EC2's own defaults hold. */
export interface LaunchSettings {
  readonly tags: readonly Tag[];
  readonly imageId: string;
  readonly instanceType: string;
  readonly keyName: string;
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
  /** Or a name, where one was typed. */
  readonly profileArn: string;
  readonly tokens: 'required' | 'optional' | '';
  readonly isProtected: boolean;
  readonly userData: string;
  readonly count: string;
}

export const NEW_LAUNCH: LaunchSettings = {
  tags: [],
  imageId: '',
  instanceType: 't3.micro',
  keyName: '',
  subnetId: '',
  securityGroupIds: [],
  profileArn: '',
  tokens: '',
  isProtected: false,
  userData: '',
  count: '1',
};

/** The form as RunInstances takes it. */
export function toRunInstances(settings: LaunchSettings): RunInstancesCommandInput {
  const { tags, imageId, keyName, subnetId, securityGroupIds, profileArn, tokens, userData } = settings;
  const count = Number(settings.count);
  return {
    ImageId: imageId,
    InstanceType: settings.instanceType as RunInstancesCommandInput['InstanceType'],
    MinCount: count,
    MaxCount: count,
    ...(keyName === '' ? {} : { KeyName: keyName }),
    ...(subnetId === '' ? {} : { SubnetId: subnetId }),
    ...(securityGroupIds.length === 0 ? {} : { SecurityGroupIds: [...securityGroupIds] }),
    ...(profileArn === '' ? {} : { IamInstanceProfile: profileReference(profileArn) }),
    ...(tokens === '' ? {} : { MetadataOptions: { HttpTokens: tokens } }),
    ...(settings.isProtected ? { DisableApiTermination: true } : {}),
    ...(userData === '' ? {} : { UserData: encodeBase64(userData) }),
    ...(tags.length === 0
      ? {}
      : { TagSpecifications: [{ ResourceType: 'instance' as const, Tags: [...tags] }] }),
  };
}
