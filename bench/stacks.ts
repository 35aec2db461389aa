import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { once } from './load.ts';
import { MeasuredServer } from './measured-server.ts';
import { median } from './ratio.ts';
import { queryRequest } from './signed-request.ts';

/** How long a small stack takes, from CreateStack to CREATE_COMPLETE. */
export interface StacksBench {
  /** On a server that made none before, ms. */
  readonly firstMs: number;
  /** The median of later ones, ms. */
  readonly laterMs: number;
}

/** A role, an instance profile with a generated name and an instance that carries it, in what is there already. */
function template(number: number, subnet: string, group: string): string {
  return JSON.stringify({
    Resources: {
      myRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { Service: ['ec2.amazonaws.com'] }, Action: ['sts:AssumeRole'] },
            ],
          },
          Path: '/',
          RoleName: `test-role-${number}`,
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'],
        },
      },
      myInstanceProfile: {
        Type: 'AWS::IAM::InstanceProfile',
        Properties: { Path: '/', Roles: [{ Ref: 'myRole' }] },
      },
      myEC2: {
        Type: 'AWS::EC2::Instance',
        Properties: {
          ...{ ImageId: 'ami-56d4ad31', InstanceType: 't2.micro', KeyName: 'test-key' },
          ...{ SecurityGroupIds: [group], SubnetId: subnet },
          IamInstanceProfile: { Ref: 'myInstanceProfile' },
        },
      },
    },
  });
}

/** Makes such stacks one after the other on a server of their own. */
export async function benchStacks(stacks: number): Promise<StacksBench> {
  const server = await MeasuredServer.utsuwa(['--ephemeral']);
  const ask = async (service: 'cloudformation' | 'ec2', parameters: Readonly<Record<string, string>>) => {
    const answer = await once(server.port, queryRequest(server.port, server.admin, service, parameters));
    return answer.toString('utf8');
  };
  try {
    await ask('ec2', { Action: 'CreateKeyPair', KeyName: 'test-key' });
    const subnets = await ask('ec2', { Action: 'DescribeSubnets' });
    const [subnet = ''] = /subnet-[0-9a-f]+/.exec(subnets) ?? [];
    const groups = await ask('ec2', { Action: 'DescribeSecurityGroups' });
    const [group = ''] = /sg-[0-9a-f]+/.exec(groups) ?? [];
    const took: number[] = [];
    for (let number = 0; number < stacks; number += 1) {
      const StackName = `bench-${number}`;
      const began = performance.now();
      await ask('cloudformation', {
        Action: 'CreateStack',
        StackName,
        TemplateBody: template(number, subnet, group),
        'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
      });
      for (;;) {
        const told = await ask('cloudformation', { Action: 'DescribeStacks', StackName });
        if (told.includes('<StackStatus>CREATE_COMPLETE<')) break;
        if (!told.includes('_IN_PROGRESS<')) throw new Error(`the bench's stack failed: ${told}`);
        await sleep(5);
      }
      took.push(performance.now() - began);
    }
    const [firstMs = 0, ...later] = took;
    return { firstMs, laterMs: median(later) };
  } finally {
    await server.stop();
  }
}
