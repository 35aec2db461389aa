import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import { documentOf } from '../../../../test/in-process-house.ts';

let bench: Bench;
let VpcId: string;
let count = 0;
beforeAll(async () => {
  bench = await openBench();
  VpcId = (await bench.ec2('CreateVpc', { CidrBlock: '10.0.0.0/16' })).Vpc?.VpcId ?? '';
});
afterAll(() => bench.close());

const makeGroup = async (vpc: string | undefined = VpcId) => {
  const input = { GroupName: `group ${count++}`, Description: 'rules', VpcId: vpc };
  return (await bench.ec2('CreateSecurityGroup', input)).GroupId ?? '';
};
const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/8' }] };
const all = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
const allow = async (GroupId: string, ...IpPermissions: object[]) =>
  (await bench.ec2('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions })).SecurityGroupRules?.map(
    ({ SecurityGroupRuleId }) => SecurityGroupRuleId ?? '',
  ) ?? [];
const rulesOf = async (GroupId: string) =>
  (await bench.ec2('DescribeSecurityGroupRules', { Filters: [{ Name: 'group-id', Values: [GroupId] }] }))
    .SecurityGroupRules ?? [];

describe('revoking', () => {
  test('the rule that every group begins with, as Terraform does', async () => {
    const GroupId = await makeGroup();
    const answer = await bench.ec2('RevokeSecurityGroupEgress', { GroupId, IpPermissions: [all] });
    expect(answer).toMatchObject({
      Return: true,
      UnknownIpPermissions: [],
      RevokedSecurityGroupRules: [{ GroupId, IsEgress: true, IpProtocol: '-1', CidrIpv4: '0.0.0.0/0' }],
    });
    expect(await rulesOf(GroupId)).toEqual([]);
  });

  test('by ids, by permissions whatever their description, by the older form', async () => {
    const GroupId = await makeGroup();
    const [first = ''] = await allow(GroupId, {
      ...ssh,
      IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'a' }],
    });
    await allow(GroupId, { ...ssh, FromPort: 80, ToPort: 80 }, { ...ssh, FromPort: 443, ToPort: 443 });
    await bench.ec2('RevokeSecurityGroupIngress', { GroupId, SecurityGroupRuleIds: [first] });
    await bench.ec2('RevokeSecurityGroupIngress', {
      GroupId,
      IpPermissions: [{ ...ssh, FromPort: 80, ToPort: 80 }],
    });
    await bench.ec2('RevokeSecurityGroupIngress', {
      GroupId,
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      CidrIp: '10.0.0.0/8',
    });
    expect((await rulesOf(GroupId)).filter(({ IsEgress }) => IsEgress === false)).toEqual([]);
  });

  test('what is not there fails and takes nothing away; in the default VPC the rest is taken and it is listed', async () => {
    const GroupId = await makeGroup();
    await allow(GroupId, ssh);
    const both = [ssh, { ...ssh, FromPort: 1 }];
    expect(await failure(bench.ec2('RevokeSecurityGroupIngress', { GroupId, IpPermissions: both }))).toBe(
      'InvalidPermission.NotFound: The specified rule does not exist in this security group.',
    );
    expect(await rulesOf(GroupId)).toHaveLength(2);
    const ofDefault =
      (await bench.ec2('CreateSecurityGroup', { GroupName: 'web', Description: 'web' })).GroupId ?? '';
    await allow(ofDefault, ssh);
    const answer = await bench.ec2('RevokeSecurityGroupIngress', { GroupName: 'web', IpPermissions: both });
    expect(answer.UnknownIpPermissions).toMatchObject([{ FromPort: 1, ToPort: 22 }]);
    expect(await rulesOf(ofDefault)).toHaveLength(1);
  });

  test('ids of other groups, directions or of nobody', async () => {
    const [GroupId, other] = [await makeGroup(), await makeGroup()];
    const [foreign = ''] = await allow(other, ssh);
    const revoke = (...SecurityGroupRuleIds: string[]) =>
      failure(bench.ec2('RevokeSecurityGroupIngress', { GroupId, SecurityGroupRuleIds }));
    const [egress = ''] = (await rulesOf(GroupId)).map(
      ({ SecurityGroupRuleId }) => SecurityGroupRuleId ?? '',
    );
    for (const id of [foreign, egress, 'sgr-00000000']) {
      expect(await revoke(id)).toBe(
        `InvalidSecurityGroupRuleId.NotFound: The security group rule ID '${id}' does not exist`,
      );
    }
    expect(await revoke('sgr-x')).toMatch(/^InvalidSecurityGroupRuleId\.Malformed: /);
    expect(await revoke()).toMatch(/^MissingParameter: /);
  });

  test('twice at once succeeds once', async () => {
    const GroupId = await makeGroup();
    const SecurityGroupRuleIds = await allow(GroupId, ssh);
    const results = await Promise.allSettled([
      bench.ec2('RevokeSecurityGroupIngress', { GroupId, SecurityGroupRuleIds }),
      bench.ec2('RevokeSecurityGroupIngress', { GroupId, SecurityGroupRuleIds }),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

test('rules are changed in place and keep their ids', async () => {
  const GroupId = await makeGroup();
  const [id = '', second = ''] = await allow(GroupId, ssh, { ...ssh, FromPort: 80, ToPort: 80 });
  const modify = (SecurityGroupRuleId: string, SecurityGroupRule: object) =>
    bench.ec2('ModifySecurityGroupRules', {
      GroupId,
      SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
    });
  const https = {
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
    CidrIpv6: '2001:DB8::/32',
    Description: 'web',
  };
  await modify(id, https);
  const { SecurityGroupRules } = await bench.ec2('DescribeSecurityGroupRules', {
    SecurityGroupRuleIds: [id],
  });
  expect(SecurityGroupRules).toMatchObject([
    { FromPort: 443, CidrIpv6: '2001:db8::/32', Description: 'web', IsEgress: false },
  ]);
  expect(SecurityGroupRules?.[0]?.CidrIpv4).toBeUndefined();
  expect(await failure(modify(second, https))).toMatch(/^InvalidPermission\.Duplicate: /);
  expect(await failure(modify(second, { IpProtocol: 'tcp', FromPort: 1, ToPort: 1 }))).toMatch(
    /^MissingParameter: /,
  );
  const two = { ...https, CidrIpv4: '10.0.0.0/8' };
  expect(await failure(modify(second, two))).toMatch(/^InvalidParameterCombination: /);
  expect(await failure(modify(second, { ...https, ReferencedGroupId: 'sg-00000000', CidrIpv6: '' }))).toMatch(
    /^InvalidGroup\.NotFound: /,
  );
  expect(await failure(modify('sgr-00000000', https))).toMatch(/^InvalidSecurityGroupRuleId\.NotFound: /);
});

test('descriptions are set by id and by permission, and taken away', async () => {
  const GroupId = await makeGroup();
  const [SecurityGroupRuleId = ''] = await allow(GroupId, ssh);
  const text = async () =>
    (await bench.ec2('DescribeSecurityGroupRules', { SecurityGroupRuleIds: [SecurityGroupRuleId] }))
      .SecurityGroupRules?.[0]?.Description;
  await bench.ec2('UpdateSecurityGroupRuleDescriptionsIngress', {
    GroupId,
    SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId, Description: 'the office' }],
  });
  expect(await text()).toBe('the office');
  const IpPermissions = [{ ...ssh, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'everyone' }] }];
  await bench.ec2('UpdateSecurityGroupRuleDescriptionsIngress', { GroupId, IpPermissions });
  expect(await text()).toBe('everyone');
  expect(
    await failure(bench.ec2('UpdateSecurityGroupRuleDescriptionsEgress', { GroupId, IpPermissions })),
  ).toMatch(/^InvalidPermission\.NotFound: /);
  await bench.ec2('UpdateSecurityGroupRuleDescriptionsIngress', { GroupId, IpPermissions: [ssh] });
  expect(await text()).toBeUndefined();
  for (const Description of ['ü', 'x'.repeat(256)]) {
    const bad = { GroupId, SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId, Description }] };
    expect(await failure(bench.ec2('UpdateSecurityGroupRuleDescriptionsIngress', bad))).toBe(
      'InvalidParameterValue: Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    );
  }
});

test('ranges are kept with the bits beyond their prefix cleared; AWS’s prefix lists are peers', async () => {
  const GroupId = await makeGroup();
  const { PrefixLists } = await bench.ec2('DescribePrefixLists', {
    Filters: [{ Name: 'prefix-list-name', Values: ['com.amazonaws.us-east-1.s3'] }],
  });
  expect(PrefixLists).toMatchObject([{ PrefixListId: 'pl-63a5400a', Cidrs: [expect.any(String)] }]);
  await allow(GroupId, {
    ...ssh,
    IpRanges: [{ CidrIp: '100.68.0.18/18' }],
    PrefixListIds: [{ PrefixListId: 'pl-63a5400a' }],
  });
  const { SecurityGroups } = await bench.ec2('DescribeSecurityGroups', { GroupIds: [GroupId] });
  expect(SecurityGroups?.[0]?.IpPermissions).toMatchObject([
    { IpRanges: [{ CidrIp: '100.68.0.0/18' }], PrefixListIds: [{ PrefixListId: 'pl-63a5400a' }] },
  ]);
  expect(
    await failure(allow(GroupId, { ...ssh, IpRanges: [], PrefixListIds: [{ PrefixListId: 'pl-00000000' }] })),
  ).toBe("InvalidPrefixListID.NotFound: The prefixList ID 'pl-00000000' does not exist");
  const { PrefixLists: managed } = await bench.ec2('DescribeManagedPrefixLists', {});
  expect(managed?.map(({ OwnerId, AddressFamily }) => `${OwnerId} ${AddressFamily}`)).toEqual([
    'AWS IPv4',
    'AWS IPv4',
  ]);
});

test('groups of the default VPC are named by name, those of others by id alone', async () => {
  const web = await bench.ec2('CreateSecurityGroup', { GroupName: 'web-servers', Description: 'web' });
  const db = await bench.ec2('CreateSecurityGroup', { GroupName: 'databases', Description: 'db' });
  await bench.ec2('AuthorizeSecurityGroupIngress', {
    GroupName: 'databases',
    IpPermissions: [
      { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, UserIdGroupPairs: [{ GroupName: 'web-servers' }] },
    ],
  });
  await bench.ec2('AuthorizeSecurityGroupIngress', {
    GroupName: 'web-servers',
    SourceSecurityGroupName: 'databases',
  });
  expect((await rulesOf(db.GroupId ?? '')).find(({ IsEgress }) => IsEgress === false)).toMatchObject({
    ReferencedGroupInfo: { GroupId: web.GroupId },
  });
  expect((await rulesOf(web.GroupId ?? '')).find(({ IsEgress }) => IsEgress === false)).toMatchObject({
    IpProtocol: '-1',
    ReferencedGroupInfo: { GroupId: db.GroupId },
  });
  const { SecurityGroups } = await bench.ec2('DescribeSecurityGroups', { GroupNames: ['default'] });
  expect(SecurityGroups).toHaveLength(1);
  expect(SecurityGroups?.[0]?.VpcId).not.toBe(VpcId);
});

test('the groups for a VPC are its own; no VPC is peered', async () => {
  const GroupId = await makeGroup();
  const { SecurityGroupForVpcs } = await bench.ec2('GetSecurityGroupsForVpc', { VpcId });
  expect(SecurityGroupForVpcs?.every(({ PrimaryVpcId }) => PrimaryVpcId === VpcId)).toBe(true);
  expect(SecurityGroupForVpcs?.map((group) => group.GroupId)).toContain(GroupId);
  expect(await failure(bench.ec2('GetSecurityGroupsForVpc', { VpcId: 'vpc-00000000' }))).toMatch(
    /^InvalidVpcID\.NotFound: /,
  );
  expect(await bench.ec2('DescribeSecurityGroupReferences', { GroupId: [GroupId] })).toEqual({
    SecurityGroupReferenceSet: [],
  });
  expect(await bench.ec2('DescribeStaleSecurityGroups', { VpcId })).toEqual({ StaleSecurityGroupSet: [] });
});

test('who may change rules of a VPC’s groups alone is refused elsewhere', async () => {
  const [own, other] = [await makeGroup(), await makeGroup('')];
  const caller = await bench.addUser('firewall', {
    policy: documentOf({
      Effect: 'Allow',
      Action: ['ec2:RevokeSecurityGroup*', 'ec2:ModifySecurityGroupRules'],
      Resource: 'arn:aws:ec2:*:*:security-group/*',
      Condition: { ArnEquals: { 'ec2:Vpc': `arn:aws:ec2:us-east-1:123456789012:vpc/${VpcId}` } },
    }),
  });
  const revoke = (GroupId: string) =>
    bench.ec2('RevokeSecurityGroupEgress', { GroupId, IpPermissions: [all] }, caller);
  expect((await revoke(own)).Return).toBe(true);
  expect(await failure(revoke(other))).toContain(`security-group/${other} because no identity-based policy`);
  // Rules are resources of their own when they are changed by id.
  const [SecurityGroupRuleId = ''] = await allow(own, ssh);
  const change = { GroupId: own, SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule: {} }] };
  expect(await failure(bench.ec2('ModifySecurityGroupRules', change, caller))).toContain(
    `security-group-rule/${SecurityGroupRuleId} because`,
  );
});
