import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  DetectStackDriftCommand,
  DetectStackResourceDriftCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteVpcCommand, EC2Client, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { refusal } from '../refusal.ts';
import { settled } from './settled.ts';

let house: TestHouse;
let stacks: CloudFormationClient;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
  iam = new IAMClient(house.client());
});
afterAll(() => house.close());

const allowed = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
const TRUST = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
};

async function create(StackName: string, Resources: object, more: object = {}) {
  const TemplateBody = JSON.stringify({ Resources, ...more });
  const Tags = [{ Key: 'studio', Value: 'north' }];
  const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
  await stacks.send(new CreateStackCommand({ StackName, TemplateBody, Tags, Capabilities }));
  const stack = await settled(stacks, StackName);
  expect(stack.StackStatus).toBe('CREATE_COMPLETE');
}

async function detect(StackName: string, client = stacks) {
  const { StackDriftDetectionId } = await client.send(new DetectStackDriftCommand({ StackName }));
  return client.send(new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }));
}

async function drifts(StackName: string) {
  const { StackResourceDrifts = [] } = await stacks.send(
    new DescribeStackResourceDriftsCommand({ StackName }),
  );
  return StackResourceDrifts;
}

test('what nobody changed is in sync, whatever its type; types that are not compared are not told of', async () => {
  await create('still', {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: JSON.stringify(TRUST),
        Description: 'fires the kiln',
        MaxSessionDuration: '7200',
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        Policies: [{ PolicyName: 'own', PolicyDocument: allowed('s3:ListBucket') }],
        Tags: [{ Key: 'kind', Value: 'role' }],
      },
    },
    Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } },
    Group: { Type: 'AWS::IAM::Group', Properties: { Path: '/potters/' } },
    User: {
      Type: 'AWS::IAM::User',
      Properties: { Groups: [{ Ref: 'Group' }], Tags: [{ Key: 'a', Value: 'b' }] },
    },
    Managed: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: allowed('ec2:Describe*'), Groups: [{ Ref: 'Group' }] },
    },
    Inline: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'inline',
        PolicyDocument: allowed('s3:GetObject'),
        Groups: [{ Ref: 'Group' }],
      },
    },
    Vpc: {
      Type: 'AWS::EC2::VPC',
      Properties: { CidrBlock: '10.9.0.0/16', EnableDnsHostnames: 'true', Tags: [{ Key: 'a', Value: 'b' }] },
    },
    Subnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.9.1.0/24', MapPublicIpOnLaunch: true },
    },
    Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    Association: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { RouteTableId: { Ref: 'Table' }, SubnetId: { Ref: 'Subnet' } },
    },
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    Address: { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } },
    Security: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'of the studio',
        VpcId: { Ref: 'Vpc' },
        SecurityGroupIngress: [
          { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '0.0.0.0/0', Description: 'web' },
          { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '10.0.0.0/8' },
        ],
      },
    },
    Instance: {
      Type: 'AWS::EC2::Instance',
      Properties: {
        ImageId: 'ami-0abcdef1234567890',
        InstanceType: 't3.micro',
        SubnetId: { Ref: 'Subnet' },
        IamInstanceProfile: { Ref: 'Profile' },
        SecurityGroupIds: [{ 'Fn::GetAtt': ['Security', 'GroupId'] }],
        Tags: [{ Key: 'Name', Value: 'kiln' }],
      },
    },
    Volume: {
      Type: 'AWS::EC2::Volume',
      Properties: { Size: '8', AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] } },
    },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        Tags: [{ Key: 'a', Value: 'b' }],
      },
    },
    BucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:DeleteBucket',
            Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] },
          },
        },
      },
    },
    Parameter: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Type: 'String', Value: 'cone 10', Tags: { a: 'b' } },
    },
    Log: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 7 } },
    Images: {
      Type: 'AWS::ECR::Repository',
      Properties: { ImageTagMutability: 'IMMUTABLE', ImageScanningConfiguration: { ScanOnPush: true } },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        ...{ Runtime: 'nodejs20.x', Handler: 'index.handler', MemorySize: 256, Timeout: '5' },
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Environment: { Variables: { GLAZE: 'shino' } },
        Code: { ZipFile: 'exports.handler = async () => 1;' },
      },
    },
    Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
  });
  const detection = await detect('still');
  const found = await drifts('still');
  expect(found.filter((one) => one.StackResourceDriftStatus !== 'IN_SYNC')).toEqual([]);
  expect(found.map((one) => one.LogicalResourceId)).not.toContain('Handle');
  expect(found).toHaveLength(21);
  expect(detection).toMatchObject({
    DetectionStatus: 'DETECTION_COMPLETE',
    StackDriftStatus: 'IN_SYNC',
    DriftedStackResourceCount: 0,
  });
  const { StackResources = [] } = await stacks.send(
    new DescribeStackResourcesCommand({ StackName: 'still' }),
  );
  const statusOf = (id: string) =>
    StackResources.find((one) => one.LogicalResourceId === id)?.DriftInformation?.StackResourceDriftStatus;
  expect([statusOf('Role'), statusOf('Handle')]).toEqual(['IN_SYNC', 'NOT_CHECKED']);
  const handle = { StackName: 'still', LogicalResourceId: 'Handle' };
  expect(await refusal(stacks.send(new DetectStackResourceDriftCommand(handle)))).toMatchObject({
    code: 'ValidationError',
    message: 'Drift detection is not supported for resource type AWS::CloudFormation::WaitConditionHandle',
  });
});

test('what was changed or removed outside of the stack is told, property by property', async () => {
  const RoleName = 'turner';
  await create('moved', {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        ...{ RoleName, AssumeRolePolicyDocument: TRUST, Description: 'turns', MaxSessionDuration: 3600 },
        Policies: [{ PolicyName: 'own', PolicyDocument: allowed('s3:ListBucket') }],
        Tags: [
          { Key: 'kind', Value: 'role' },
          { Key: 'gone', Value: 'soon' },
        ],
      },
    },
    Group: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'leaving' } },
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.8.0.0/16', EnableDnsSupport: true } },
  });
  expect((await detect('moved')).StackDriftStatus).toBe('IN_SYNC');
  await iam.send(new UpdateRoleCommand({ RoleName, Description: 'throws', MaxSessionDuration: 3600 }));
  const PolicyDocument = JSON.stringify(allowed('s3:*'));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument }));
  await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['gone'] }));
  await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'new', Value: 'one' }] }));
  await iam.send(new DeleteGroupCommand({ GroupName: 'leaving' }));
  const ec2 = new EC2Client(house.client());
  const { StackResources = [] } = await stacks.send(
    new DescribeStackResourcesCommand({ StackName: 'moved' }),
  );
  const VpcId = StackResources.find((one) => one.LogicalResourceId === 'Vpc')?.PhysicalResourceId ?? '';
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsSupport: { Value: false } }));

  expect(await detect('moved')).toMatchObject({ StackDriftStatus: 'DRIFTED', DriftedStackResourceCount: 3 });
  const [group, role, vpc] = await drifts('moved');
  expect(group).toMatchObject({ StackResourceDriftStatus: 'DELETED', PropertyDifferences: [] });
  expect(group?.ActualProperties).toBeUndefined();
  expect(vpc?.PropertyDifferences).toEqual([
    {
      PropertyPath: '/EnableDnsSupport',
      ExpectedValue: 'true',
      ActualValue: 'false',
      DifferenceType: 'NOT_EQUAL',
    },
  ]);
  expect(role?.PropertyDifferences).toEqual([
    {
      PropertyPath: '/Description',
      ExpectedValue: 'turns',
      ActualValue: 'throws',
      DifferenceType: 'NOT_EQUAL',
    },
    {
      PropertyPath: '/Policies/0/PolicyDocument/Statement/0/Action',
      ExpectedValue: 's3:ListBucket',
      ActualValue: 's3:*',
      DifferenceType: 'NOT_EQUAL',
    },
    {
      PropertyPath: '/Tags/1',
      ExpectedValue: '{"Key":"gone","Value":"soon"}',
      ActualValue: 'null',
      DifferenceType: 'REMOVE',
    },
    {
      PropertyPath: '/Tags/1',
      ExpectedValue: 'null',
      ActualValue: '{"Key":"new","Value":"one"}',
      DifferenceType: 'ADD',
    },
  ]);
  const { Stacks: [stack] = [] } = await stacks.send(new DescribeStacksCommand({ StackName: 'moved' }));
  expect(stack?.DriftInformation).toMatchObject({ StackDriftStatus: 'DRIFTED' });
  const { StackResourceDrifts } = await stacks.send(
    new DescribeStackResourceDriftsCommand({
      StackName: 'moved',
      StackResourceDriftStatusFilters: ['DELETED'],
    }),
  );
  expect(StackResourceDrifts?.map((one) => one.LogicalResourceId)).toEqual(['Group']);

  await ec2.send(new DeleteVpcCommand({ VpcId }));
  const one = await stacks.send(
    new DetectStackResourceDriftCommand({ StackName: 'moved', LogicalResourceId: 'Vpc' }),
  );
  expect(one.StackResourceDrift?.StackResourceDriftStatus).toBe('DELETED');
});

test('a look for drift reads with the rights of whoever asks, and shows no secrets', async () => {
  const Parameters = { Word: { Type: 'String', NoEcho: true, Default: 'celadon' } };
  const Parameter = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Word' } } };
  await create('quiet', { Parameter }, { Parameters });
  await iam.send(new CreateUserCommand({ UserName: 'looker' }));
  const PolicyDocument = JSON.stringify(allowed('cloudformation:*'));
  await iam.send(new PutUserPolicyCommand({ UserName: 'looker', PolicyName: 'own', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'looker' }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const looker = new CloudFormationClient(house.client({ accessKeyId, secretAccessKey }));
  expect(await detect('quiet', looker)).toMatchObject({
    DetectionStatus: 'DETECTION_FAILED',
    DetectionStatusReason: expect.stringMatching(
      /^Failed to detect drift on resource \[Parameter\]: User: .*user\/looker is not authorized to perform: ssm:GetParameter/,
    ),
  });
  expect(await drifts('quiet')).toEqual([]);
  await detect('quiet');
  const [drift] = await drifts('quiet');
  expect(drift?.ExpectedProperties).toBe('{"Type":"String","Value":"****"}');
  expect(drift?.ActualProperties).toBe('{"Type":"String","Value":"****"}');
});
