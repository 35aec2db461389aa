import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, IMAGE_ID, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import { documentOf } from '../../../../test/in-process-house.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function makeGroup(GroupName: string): Promise<string> {
  const { GroupId = '' } = await bench.ec2('CreateSecurityGroup', { GroupName, Description: 'a group' });
  return GroupId;
}
const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
const authorize = (GroupId: string, ...IpPermissions: object[]) =>
  bench.ec2('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions });
const describeGroup = async (GroupId: string) =>
  (await bench.ec2('DescribeSecurityGroups', { GroupIds: [GroupId] })).SecurityGroups?.[0];

test('a group is made in the default VPC, lets everything out and nothing in', async () => {
  const { GroupId = '', SecurityGroupArn } = await bench.ec2('CreateSecurityGroup', {
    GroupName: 'web',
    Description: 'for web servers',
    TagSpecifications: [{ ResourceType: 'security-group', Tags: [{ Key: 'team', Value: 'red' }] }],
  });
  expect(SecurityGroupArn).toBe(`arn:aws:ec2:us-east-1:123456789012:security-group/${GroupId}`);
  expect(await describeGroup(GroupId)).toMatchObject({
    GroupName: 'web',
    Description: 'for web servers',
    IpPermissions: [],
    IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    Tags: [{ Key: 'team', Value: 'red' }],
  });
});

test('rules are added, in both forms of the request, and found by filters', async () => {
  const GroupId = await makeGroup('rules');
  const { SecurityGroupRules } = await authorize(GroupId, ssh, {
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
    Ipv6Ranges: [{ CidrIpv6: '::/0' }],
    UserIdGroupPairs: [{ GroupId }],
  });
  expect(SecurityGroupRules).toMatchObject([
    {
      SecurityGroupRuleId: expect.stringMatching(/^sgr-/),
      IsEgress: false,
      FromPort: 22,
      CidrIpv4: '0.0.0.0/0',
    },
    { CidrIpv6: '::/0', FromPort: 443 },
    { ReferencedGroupInfo: { GroupId }, FromPort: 443 },
  ]);
  await bench.ec2('AuthorizeSecurityGroupIngress', {
    GroupName: 'rules',
    IpProtocol: 'udp',
    FromPort: 53,
    ToPort: 53,
    CidrIp: '10.0.0.0/8',
  });
  const { SecurityGroups } = await bench.ec2('DescribeSecurityGroups', {
    Filters: [
      { Name: 'ip-permission.from-port', Values: ['53'] },
      { Name: 'ip-permission.cidr', Values: ['10.*'] },
    ],
  });
  expect(SecurityGroups?.map((group) => group.GroupId)).toEqual([GroupId]);
});

describe('what is refused', () => {
  test('names that are taken or reserved, VPCs that are not there', async () => {
    await makeGroup('taken');
    expect(await failure(makeGroup('taken'))).toMatch(
      /^InvalidGroup\.Duplicate: The security group 'taken' already exists for VPC 'vpc-[0-9a-f]{17}'$/,
    );
    expect(await failure(makeGroup('default'))).toBe(
      'InvalidParameterValue: Cannot use reserved security group name: default',
    );
    const elsewhere = { GroupName: 'x', Description: 'x', VpcId: 'vpc-00000000' };
    expect(await failure(bench.ec2('CreateSecurityGroup', elsewhere))).toBe(
      "InvalidVpcID.NotFound: The vpc ID 'vpc-00000000' does not exist",
    );
  });

  test('names like ids, names and descriptions of other characters (the words on names are a guess)', async () => {
    const make = (GroupName: string, Description = 'x') =>
      failure(bench.ec2('CreateSecurityGroup', { GroupName, Description }));
    expect(await make('sg-foo')).toBe(
      'InvalidParameterValue: Value (sg-foo) for parameter GroupName is invalid. Group names may not be in the format sg-*.',
    );
    expect(await make('fine', "the operator's")).toBe(
      'InvalidParameterValue: Invalid security group description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    );
    expect(await make('fine', '器')).toBe(
      'InvalidParameterValue: Value (器) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.',
    );
    expect(await make('<fine>')).toBe(
      'InvalidParameterValue: Invalid security group name. Valid names are non-empty strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    );
    expect(await make('器')).toMatch(
      /^InvalidParameterValue: Value \(器\) for parameter GroupName is invalid\./,
    );
  });

  test('deleting a group by a name that the default VPC does not have', async () => {
    expect(await failure(bench.ec2('DeleteSecurityGroup', { GroupName: 'nobody' }))).toMatch(
      /^InvalidGroup\.NotFound: The security group 'nobody' does not exist in default VPC 'vpc-[0-9a-f]{17}'$/,
    );
  });

  test('rules that are there already or cannot be', async () => {
    const GroupId = await makeGroup('strict');
    await authorize(GroupId, ssh);
    expect(await failure(authorize(GroupId, ssh))).toBe(
      'InvalidPermission.Duplicate: the specified rule "peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW" already exists',
    );
    const bad = (change: object) => failure(authorize(GroupId, { ...ssh, ...change }));
    expect(await bad({ IpRanges: [{ CidrIp: '0.0.0.0/33' }] })).toBe(
      'InvalidParameterValue: CIDR block 0.0.0.0/33 is malformed',
    );
    expect(await bad({ IpProtocol: 'nonsense' })).toMatch(
      /^InvalidParameterValue: Invalid value 'nonsense' for IP protocol/,
    );
    expect(await bad({ ToPort: 99_999 })).toBe('InvalidParameterValue: TCP/UDP port (99999) out of range');
    expect(await bad({ FromPort: -1 })).toBe('InvalidParameterValue: TCP/UDP port (-1) out of range');
    expect(await bad({ FromPort: undefined })).toBe(
      "InvalidParameterValue: Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
    );
    expect(await bad({ IpProtocol: 'icmp', FromPort: 8, ToPort: 65_535 })).toBe(
      'InvalidParameterValue: ICMP code (65535) out of range',
    );
    expect(await bad({ FromPort: 23 })).toBe('InvalidParameterValue: Invalid TCP/UDP port range (23:22)');
    expect(await bad({ IpRanges: [], UserIdGroupPairs: [{ GroupId: 'sg-00000000' }] })).toMatch(
      /^InvalidGroup\.NotFound: /,
    );
    const many = Array.from({ length: 60 }, (_, n) => ({ ...ssh, FromPort: n, ToPort: 100 }));
    expect(await failure(authorize(GroupId, ...many))).toMatch(/^RulesPerSecurityGroupLimitExceeded: /);
    expect((await describeGroup(GroupId))?.IpPermissions).toHaveLength(1);
  });

  test('deleting the default group, one that an instance has, one that another refers to', async () => {
    const { SecurityGroups } = await bench.ec2('DescribeSecurityGroups', { GroupNames: ['default'] });
    const own = SecurityGroups?.[0]?.GroupId ?? '';
    expect(await failure(bench.ec2('DeleteSecurityGroup', { GroupId: own }))).toBe(
      `CannotDelete: the specified group: "${own}" name: "default" cannot be deleted by a user`,
    );
    const used = await makeGroup('used');
    const id = await bench.runningInstance({ ImageId: IMAGE_ID, SecurityGroupIds: [used] });
    expect((await bench.house.instances.byId(id))?.securityGroups).toEqual([
      { groupId: used, groupName: 'used' },
    ]);
    const remove = () => bench.ec2('DeleteSecurityGroup', { GroupId: used });
    expect(await failure(remove())).toBe(`DependencyViolation: resource ${used} has a dependent object`);
    await bench.ec2('TerminateInstances', { InstanceIds: [id] });
    expect(await remove()).toMatchObject({ Return: true });
    expect(await failure(remove())).toBe(
      `InvalidGroup.NotFound: The security group '${used}' does not exist`,
    );
  });

  test('launching with a group of a name that is not there', async () => {
    const launch = bench.ec2('RunInstances', {
      ImageId: IMAGE_ID,
      MinCount: 1,
      MaxCount: 1,
      SecurityGroups: ['nobody'],
    });
    expect(await failure(launch)).toMatch(
      /^InvalidGroup\.NotFound: The security group 'nobody' does not exist in default VPC 'vpc-[0-9a-f]{17}'$/,
    );
  });
});

test('who may change only groups of a tag is refused on others', async () => {
  const [own, other] = [await makeGroup('own'), await makeGroup('other')];
  await bench.ec2('CreateTags', { Resources: [own], Tags: [{ Key: 'team', Value: 'red' }] });
  const caller = await bench.addUser('firewall', {
    policy: documentOf({
      Effect: 'Allow',
      Action: 'ec2:AuthorizeSecurityGroupIngress',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } },
    }),
  });
  const open = (GroupId: string) =>
    bench.ec2('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [ssh] }, caller);
  expect((await open(own)).Return).toBe(true);
  expect(await failure(open(other))).toContain(`security-group/${other} because no identity-based policy`);
});
