import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../../test/ec2-bench.ts';
import { aclAssociationOf, makeNetwork } from '../../../../../test/ec2-network.ts';

let bench: Bench;
let net: Awaited<ReturnType<typeof makeNetwork>>;
beforeAll(async () => {
  bench = await openBench();
  net = await makeNetwork((name, input) => bench.ec2(name, input));
});
afterAll(() => bench.close());

const aclOf = async (NetworkAclId: string) =>
  (await bench.ec2('DescribeNetworkAcls', { NetworkAclIds: [NetworkAclId] })).NetworkAcls?.[0];
const rule = (more: object) => ({
  NetworkAclId: net.NetworkAclId,
  RuleNumber: 100,
  Egress: false,
  Protocol: 'tcp',
  RuleAction: 'allow' as const,
  CidrBlock: '10.0.0.0/8',
  PortRange: { From: 80, To: 443 },
  ...more,
});

test('a new ACL denies all; its rules are made, replaced, deleted', async () => {
  const { NetworkAclId } = net;
  expect((await aclOf(NetworkAclId))?.Entries?.map(({ RuleNumber }) => RuleNumber)).toEqual([32_767, 32_767]);
  await bench.ec2('CreateNetworkAclEntry', rule({}));
  const first = async () =>
    (await aclOf(NetworkAclId))?.Entries?.find(({ RuleNumber }) => RuleNumber === 100);
  expect(await first()).toEqual({
    CidrBlock: '10.0.0.0/8',
    Egress: false,
    PortRange: { From: 80, To: 443 },
    Protocol: '6',
    RuleAction: 'allow',
    RuleNumber: 100,
  });
  expect(await failure(bench.ec2('CreateNetworkAclEntry', rule({})))).toBe(
    'NetworkAclEntryAlreadyExists: The network acl entry identified by 100 already exists.',
  );
  await bench.ec2('ReplaceNetworkAclEntry', rule({ RuleAction: 'deny', Protocol: '-1' }));
  expect(await first()).toMatchObject({ RuleAction: 'deny', Protocol: '-1' });
  const remove = () => bench.ec2('DeleteNetworkAclEntry', { NetworkAclId, RuleNumber: 100, Egress: false });
  await remove();
  expect(await failure(remove())).toMatch(/^InvalidNetworkAclEntry\.NotFound: /);
  expect(await failure(bench.ec2('ReplaceNetworkAclEntry', rule({})))).toMatch(
    /^InvalidNetworkAclEntry\.NotFound: /,
  );
});

test.each([
  [{ RuleNumber: 32_767 }, /^InvalidParameterValue: Value \(32767\) for parameter ruleNumber/],
  [{ RuleNumber: 0 }, /^InvalidParameterValue: /],
  [{ Protocol: 'nonsense' }, /^InvalidParameterValue: Value \(nonsense\) for parameter protocol/],
  [{ Protocol: 'constructor' }, /^InvalidParameterValue: /],
  [{ CidrBlock: '10.0.0.0' }, /^InvalidParameterValue: Value \(10\.0\.0\.0\) for parameter cidrBlock/],
  [{ CidrBlock: undefined }, /^MissingParameter: /],
  [{ PortRange: { From: 5, To: 4 } }, /^InvalidParameterValue: Invalid TCP\/UDP port range \(5:4\)/],
  [{ PortRange: undefined }, /^MissingParameter: /],
  [{ Protocol: 'icmp' }, /^MissingParameter: The request must contain the parameter icmpTypeCode/],
])('a rule with %j is refused', async (more, message) => {
  expect(await failure(bench.ec2('CreateNetworkAclEntry', rule(more)))).toMatch(message);
});

test('twenty rules a direction are the most', async () => {
  const NetworkAclId =
    (await bench.ec2('CreateNetworkAcl', { VpcId: net.VpcId })).NetworkAcl?.NetworkAclId ?? '';
  for (let n = 1; n <= 20; n++)
    await bench.ec2('CreateNetworkAclEntry', rule({ NetworkAclId, RuleNumber: n }));
  expect(await failure(bench.ec2('CreateNetworkAclEntry', rule({ NetworkAclId, RuleNumber: 21 })))).toMatch(
    /^NetworkAclEntryLimitExceeded: /,
  );
  await bench.ec2('CreateNetworkAclEntry', rule({ NetworkAclId, RuleNumber: 21, Egress: true }));
});

test('a subnet moves from one ACL to another; what is used or default stays', async () => {
  const { NetworkAclId, SubnetId } = net;
  const AssociationId = await aclAssociationOf((name, input) => bench.ec2(name, input), SubnetId);
  const replace = (id: string) =>
    bench.ec2('ReplaceNetworkAclAssociation', { AssociationId: id, NetworkAclId });
  const { NewAssociationId } = await replace(AssociationId);
  expect((await aclOf(NetworkAclId))?.Associations).toEqual([
    { NetworkAclAssociationId: NewAssociationId, NetworkAclId, SubnetId },
  ]);
  expect(await failure(replace(AssociationId))).toBe(
    `InvalidAssociationID.NotFound: The association ID '${AssociationId}' does not exist`,
  );
  expect(await failure(bench.ec2('DeleteNetworkAcl', { NetworkAclId }))).toBe(
    `DependencyViolation: The networkAcl '${NetworkAclId}' has dependencies and cannot be deleted.`,
  );
  const { NetworkAcls } = await bench.ec2('DescribeNetworkAcls', {
    Filters: [{ Name: 'default', Values: ['true'] }],
  });
  const own = NetworkAcls?.[0]?.NetworkAclId ?? '';
  expect(await failure(bench.ec2('DeleteNetworkAcl', { NetworkAclId: own }))).toMatch(
    /^InvalidParameterValue: /,
  );
  expect(await failure(bench.ec2('DeleteNetworkAcl', { NetworkAclId: 'acl-00000000' }))).toBe(
    "InvalidNetworkAclID.NotFound: The networkAcl ID 'acl-00000000' does not exist",
  );
});
