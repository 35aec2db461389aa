import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../../test/ec2-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const makeGateway = async () =>
  (await bench.ec2('CreateInternetGateway', {})).InternetGateway?.InternetGatewayId ?? '';
const makeVpc = async () => (await bench.ec2('CreateVpc', { CidrBlock: '10.0.0.0/16' })).Vpc?.VpcId ?? '';

test('a gateway is attached to one VPC, and a VPC has one gateway', async () => {
  const [InternetGatewayId, second] = [await makeGateway(), await makeGateway()];
  const [VpcId, other] = [await makeVpc(), await makeVpc()];
  await bench.ec2('AttachInternetGateway', { InternetGatewayId, VpcId });
  expect(await failure(bench.ec2('AttachInternetGateway', { InternetGatewayId, VpcId: other }))).toBe(
    `Resource.AlreadyAssociated: resource ${InternetGatewayId} is already attached to network ${VpcId}`,
  );
  expect(await failure(bench.ec2('AttachInternetGateway', { InternetGatewayId: second, VpcId }))).toBe(
    `InvalidParameterValue: Network ${VpcId} already has an internet gateway attached`,
  );
  expect(await failure(bench.ec2('DeleteInternetGateway', { InternetGatewayId }))).toBe(
    `DependencyViolation: The internetGateway '${InternetGatewayId}' has dependencies and cannot be deleted.`,
  );
  expect(await failure(bench.ec2('DetachInternetGateway', { InternetGatewayId, VpcId: other }))).toBe(
    `Gateway.NotAttached: resource ${InternetGatewayId} is not attached to network ${other}`,
  );
  await bench.ec2('DetachInternetGateway', { InternetGatewayId, VpcId });
  await bench.ec2('DeleteInternetGateway', { InternetGatewayId });
  expect(await failure(bench.ec2('DeleteInternetGateway', { InternetGatewayId }))).toBe(
    `InvalidInternetGatewayID.NotFound: The internetGateway ID '${InternetGatewayId}' does not exist`,
  );
});

test('two gateways that are attached to one VPC at once: one is refused', async () => {
  const gateways = [await makeGateway(), await makeGateway()];
  const VpcId = await makeVpc();
  const results = await Promise.allSettled(
    gateways.map((InternetGatewayId) => bench.ec2('AttachInternetGateway', { InternetGatewayId, VpcId })),
  );
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('it stays while an instance of the VPC has a public address', async () => {
  const InstanceId = await bench.runningInstance();
  const { Vpcs } = await bench.ec2('DescribeVpcs', { Filters: [{ Name: 'is-default', Values: ['true'] }] });
  const VpcId = Vpcs?.[0]?.VpcId ?? '';
  const { InternetGateways } = await bench.ec2('DescribeInternetGateways', {
    Filters: [{ Name: 'attachment.vpc-id', Values: [VpcId] }],
  });
  const InternetGatewayId = InternetGateways?.[0]?.InternetGatewayId ?? '';
  const detach = () => bench.ec2('DetachInternetGateway', { InternetGatewayId, VpcId });
  expect(await failure(detach())).toBe(
    `DependencyViolation: Network ${VpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
  );
  await bench.ec2('TerminateInstances', { InstanceIds: [InstanceId] });
  await detach();
});
