import type { AccountAttribute } from '../../../model/generated/ec2.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { invalidParameterValue } from '../errors.ts';
import { placeOf } from '../shared/place.ts';
import { ensureDefaultNetwork } from './default-network.ts';
import { findDefaultVpc } from './network-reader.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html */
export const describeAccountAttributes = ec2Operation('DescribeAccountAttributes', {
  authorizes: describing('DescribeAccountAttributes'),
  async runs({ AttributeNames: names = [] }, context) {
    const place = placeOf(context);
    await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
    const vpc = await context.house.store.read((tx) => findDefaultVpc(tx, place));
    const values: Readonly<Record<string, string>> = {
      'supported-platforms': 'VPC',
      'vpc-max-security-groups-per-interface': '16',
      'max-elastic-ips': '5',
      'max-instances': '1000',
      'vpc-max-elastic-ips': '5',
      'default-vpc': vpc?.id ?? 'none',
    };
    const unknown = names.find((name) => !Object.hasOwn(values, name));
    if (unknown !== undefined) throw invalidParameterValue(unknown, 'attributeName', 'Unknown attribute.');
    const AccountAttributes: AccountAttribute[] = Object.entries(values)
      .filter(([name]) => names.length === 0 || names.some((each) => each === name))
      .map(([AttributeName, AttributeValue]) => ({ AttributeName, AttributeValues: [{ AttributeValue }] }));
    return { AccountAttributes };
  },
});
