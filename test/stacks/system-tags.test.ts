import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateTagsCommand, DeleteTagsCommand, DescribeTagsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient, ListTagsCommand, UntagResourceCommand } from '@aws-sdk/client-lambda';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
  TagResourcesCommand,
  UntagResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  DeleteBucketTaggingCommand,
  GetBucketTaggingCommand,
  PutBucketTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from '../house.ts';
import { refusal } from '../refusal.ts';
import { settled } from './settled.ts';

let house: TestHouse;
let stacks: CloudFormationClient;
let stackId: string;
let ids: Record<string, string>;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
  await stacks.send(
    new CreateStackCommand({
      StackName: 'studio',
      TemplateBody: TEMPLATE(),
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  const stack = await settled(stacks, 'studio');
  if (stack.StackStatus !== 'CREATE_COMPLETE') throw new Error(stack.StackStatusReason);
  stackId = stack.StackId ?? '';
  const { StackResources = [] } = await stacks.send(
    new DescribeStackResourcesCommand({ StackName: 'studio' }),
  );
  ids = Object.fromEntries(
    StackResources.map((one) => [one.LogicalResourceId ?? '', one.PhysicalResourceId ?? '']),
  );
});
afterAll(() => house.close());

const TEMPLATE = (tag = 'one') =>
  JSON.stringify({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: {
              Effect: 'Allow',
              Principal: { Service: 'lambda.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          },
          Tags: [{ Key: 'own', Value: tag }],
        },
      },
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.7.0.0/16' } },
      Subnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.7.1.0/24' },
      },
      Gateway: { Type: 'AWS::EC2::InternetGateway' },
      Attachment: {
        Type: 'AWS::EC2::VPCGatewayAttachment',
        Properties: { VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'Gateway' } },
      },
      Address: { Type: 'AWS::EC2::EIP', DependsOn: 'Attachment' },
      Nat: {
        Type: 'AWS::EC2::NatGateway',
        Properties: {
          SubnetId: { Ref: 'Subnet' },
          AllocationId: { 'Fn::GetAtt': ['Address', 'AllocationId'] },
        },
      },
      Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
      Security: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: { GroupDescription: 'of the studio', VpcId: { Ref: 'Vpc' } },
      },
      Volume: {
        Type: 'AWS::EC2::Volume',
        Properties: { Size: 1, AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] } },
      },
      Key: { Type: 'AWS::EC2::KeyPair', Properties: { KeyName: 'studio-key' } },
      Template: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: { LaunchTemplateData: { InstanceType: 't3.micro' } },
      },
      Instance: {
        Type: 'AWS::EC2::Instance',
        Properties: {
          ImageId: 'ami-0abcdef1234567890',
          InstanceType: 't3.micro',
          Tags: [{ Key: 'own', Value: tag }],
        },
      },
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { Tags: [{ Key: 'own', Value: tag }] } },
      Parameter: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Type: 'String', Value: 'cone 10', Tags: { own: tag } },
      },
      Log: { Type: 'AWS::Logs::LogGroup', Properties: { Tags: [{ Key: 'own', Value: tag }] } },
      Images: { Type: 'AWS::ECR::Repository', Properties: { Tags: [{ Key: 'own', Value: tag }] } },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          ...{ Runtime: 'nodejs20.x', Handler: 'index.handler', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
          Code: { ZipFile: 'exports.handler = async () => 1;' },
          Tags: [{ Key: 'own', Value: tag }],
        },
      },
    },
  });

const OWN = 'aws:cloudformation:';
const tagsOf = (logicalId: string) => ({
  [`${OWN}logical-id`]: logicalId,
  [`${OWN}stack-id`]: stackId,
  [`${OWN}stack-name`]: 'studio',
});

async function ec2Tags(): Promise<Record<string, Record<string, string>>> {
  const { Tags = [] } = await new EC2Client(house.client()).send(new DescribeTagsCommand({}));
  const byId: Record<string, Record<string, string>> = {};
  for (const { ResourceId = '', Key = '', Value = '' } of Tags) {
    byId[ResourceId] = { ...byId[ResourceId], [Key]: Value };
  }
  return byId;
}

async function tagged(): Promise<Record<string, Record<string, string>>> {
  const api = new ResourceGroupsTaggingAPIClient(house.client());
  const TagFilters = [{ Key: `${OWN}stack-name`, Values: ['studio'] }];
  const { ResourceTagMappingList = [] } = await api.send(new GetResourcesCommand({ TagFilters }));
  return Object.fromEntries(
    ResourceTagMappingList.map(({ ResourceARN = '', Tags = [] }) => [
      ResourceARN,
      Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    ]),
  );
}

test('what a stack makes tells of it by tags, in the services’ own calls and in GetResources', async () => {
  const found = await ec2Tags();
  const inEc2 = ['Vpc', 'Subnet', 'Gateway', 'Nat', 'Table', 'Security', 'Volume', 'Template'];
  expect(inEc2.map((id) => found[ids[id] ?? ''])).toEqual(inEc2.map(tagsOf));
  expect(found[ids['Instance'] ?? '']).toEqual({ ...tagsOf('Instance'), own: 'one' });
  const logicalIds = Object.values(found).map((tags) => tags[`${OWN}logical-id`]);
  expect(logicalIds).toEqual(expect.arrayContaining(['Address', 'Key']));
  const everywhere = Object.values(await tagged()).map((tags) => tags[`${OWN}logical-id`] ?? '');
  expect(everywhere.toSorted()).toEqual(
    [
      ...inEc2,
      ...['Address', 'Bucket', 'Function', 'Images', 'Instance', 'Key', 'Log', 'Parameter'],
    ].toSorted(),
  );
});

test('IAM’s resources get none, as on AWS', async () => {
  const { Role } = await new IAMClient(house.client()).send(
    new GetRoleCommand({ RoleName: ids['Role'] ?? '' }),
  );
  expect(Role?.Tags).toEqual([{ Key: 'own', Value: 'one' }]);
});

test('nobody sets, changes or removes them', async () => {
  const ec2 = new EC2Client(house.client());
  const Resources = [ids['Instance'] ?? ''];
  const Key = `${OWN}stack-name`;
  expect(
    (await refusal(ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key, Value: 'x' }] }))))?.message,
  ).toContain("Tag keys starting with 'aws:' are reserved for internal use");
  await ec2.send(new DeleteTagsCommand({ Resources, Tags: [{ Key }] }));
  const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  const Bucket = ids['Bucket'] ?? '';
  const put = (...TagSet: { Key: string; Value: string }[]) =>
    s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  expect((await refusal(put({ Key, Value: 'x' })))?.message).toBe(
    'System tags cannot be added/updated by requester',
  );
  const { TagSet = [] } = await s3.send(new GetBucketTaggingCommand({ Bucket }));
  await put(...TagSet.map((tag) => ({ Key: tag.Key ?? '', Value: tag.Value ?? '' })), {
    Key: 'more',
    Value: '1',
  });
  await s3.send(new DeleteBucketTaggingCommand({ Bucket }));
  const lambda = new LambdaClient(house.client());
  const Resource = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${ids['Function']}`;
  await lambda.send(new UntagResourceCommand({ Resource, TagKeys: [Key, 'own'] }));
  expect((await lambda.send(new ListTagsCommand({ Resource }))).Tags).toEqual(tagsOf('Function'));
  const api = new ResourceGroupsTaggingAPIClient(house.client());
  const all = Object.keys(await tagged());
  const logs = all.filter((arn) => arn.includes(':logs:') || arn.includes(':ecr:') || arn.includes(':ssm:'));
  const bucket = all.filter((arn) => arn.includes(':s3:'));
  await api.send(new UntagResourcesCommand({ ResourceARNList: [...logs, ...bucket], TagKeys: [Key] }));
  await api.send(new TagResourcesCommand({ ResourceARNList: bucket, Tags: { own: 'again' } }));
  const now = await tagged();
  expect(Object.keys(now).toSorted()).toEqual(all.toSorted());
  expect(now[bucket[0] ?? '']).toEqual({ ...tagsOf('Bucket'), own: 'again' });
});

test('an update of other tags leaves them', async () => {
  await stacks.send(
    new UpdateStackCommand({
      StackName: 'studio',
      TemplateBody: TEMPLATE('two'),
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  expect((await settled(stacks, 'studio')).StackStatus).toBe('UPDATE_COMPLETE');
  const own = Object.values(await tagged()).filter((tags) => 'own' in tags);
  expect(own.map((tags) => tags['own'])).toEqual(Array(6).fill('two'));
  expect(Object.keys(await tagged())).toHaveLength(16);
});
