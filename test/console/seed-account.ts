import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { RunInstancesCommand, type EC2Client } from '@aws-sdk/client-ec2';

/** A trust policy for one of AWS's services. */
export function trustOf(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
}

const READ_OBJECTS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});

/** A role that a service may assume. */
export async function makeRole(iam: IAMClient, RoleName: string, service: string): Promise<void> {
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustOf(service) }));
}

/** An instance profile, with a role in it or none. */
export async function makeProfile(
  iam: IAMClient,
  InstanceProfileName: string,
  RoleName?: string,
): Promise<void> {
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  if (RoleName !== undefined)
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
}

/** A policy of one's own that allows s3:GetObject; answers its ARN. */
export async function makePolicy(iam: IAMClient, PolicyName: string, role?: string): Promise<string> {
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: READ_OBJECTS }));
  const PolicyArn = Policy?.Arn ?? '';
  if (role !== undefined) await iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn }));
  return PolicyArn;
}

/** An instance with a name and, through a profile, a role; answers its id. */
export async function launch(ec2: EC2Client, name: string, profile?: string): Promise<string> {
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      ...(profile === undefined ? {} : { IamInstanceProfile: { Name: profile } }),
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
    }),
  );
  return Instances?.[0]?.InstanceId ?? '';
}
