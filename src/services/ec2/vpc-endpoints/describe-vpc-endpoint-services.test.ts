import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const SERVICE = 'com.amazonaws.us-east-1.s3';

test("a region's S3 is offered as a gateway, with its zones; the house offers nothing else", async () => {
  const { ServiceNames, ServiceDetails } = await bench.ec2('DescribeVpcEndpointServices', {});
  expect(ServiceNames).toEqual([SERVICE]);
  expect(ServiceDetails).toMatchObject([
    {
      ServiceName: SERVICE,
      ServiceId: expect.stringMatching(/^vpce-svc-[0-9a-f]{17}$/),
      ServiceType: [{ ServiceType: 'Gateway' }],
      Owner: 'amazon',
      BaseEndpointDnsNames: ['s3.us-east-1.amazonaws.com'],
      VpcEndpointPolicySupported: true,
      AcceptanceRequired: false,
    },
  ]);
  expect(ServiceDetails?.[0]?.AvailabilityZones).toContain('us-east-1a');
});

test('services are found by name and by filter, as Terraform asks for them', async () => {
  const find = async (...Filters: { Name: string; Values: string[] }[]) =>
    (await bench.ec2('DescribeVpcEndpointServices', { ServiceNames: [SERVICE], Filters })).ServiceNames;
  expect(await find({ Name: 'service-type', Values: ['Gateway'] })).toEqual([SERVICE]);
  expect(await find({ Name: 'service-type', Values: ['Interface'] })).toEqual([]);
  const unknown = bench.ec2('DescribeVpcEndpointServices', { ServiceNames: ['com.amazonaws.us-east-1.sqs'] });
  expect(await failure(unknown)).toBe(
    "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.sqs' does not exist",
  );
});
