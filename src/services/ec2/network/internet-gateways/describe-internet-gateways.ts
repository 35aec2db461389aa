import type { InternetGateway } from '../../../../model/generated/ec2.ts';
import { describing, ec2Operation } from '../../ec2-operation.ts';
import { tagsToWire } from '../../instances/instance-to-wire.ts';
import { describeResources, type Tagged } from '../../shared/describe-resources.ts';
import type { FilterFields } from '../../shared/filters.ts';
import { placeOf } from '../../shared/place.ts';
import { INTERNET_GATEWAY } from '../../shared/resources.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import type { InternetGatewayRecord } from '../network-records.ts';
import { readAll } from '../network-store.ts';

const FILTERS: FilterFields<Tagged<InternetGatewayRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'attachment.state': ({ record }) => (record.vpc_id === null ? undefined : 'available'),
    'attachment.vpc-id': ({ record }) => record.vpc_id ?? undefined,
    'internet-gateway-id': ({ record }) => record.id,
    'owner-id': ({ record }) => record.account_id,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html */
export const describeInternetGateways = ec2Operation('DescribeInternetGateways', {
  authorizes: describing('DescribeInternetGateways'),
  async runs({ InternetGatewayIds: ids, ...input }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const page = await describeResources<InternetGatewayRecord>(
      context,
      { ...input, ids },
      {
        words: INTERNET_GATEWAY,
        filters: FILTERS,
        reads: (tx, place) => readAll(tx, 'internet_gateways', place),
      },
    );
    return { InternetGateways: page.items.map(internetGatewayToWire), NextToken: page.nextToken };
  },
});

/** An attachment's state is `available`: AWS's own word, though the documentation lists others. */
export function internetGatewayToWire({ record, tags }: Tagged<InternetGatewayRecord>): InternetGateway {
  return {
    Attachments: record.vpc_id === null ? [] : [{ State: 'available', VpcId: record.vpc_id }],
    InternetGatewayId: record.id,
    OwnerId: record.account_id,
    Tags: tagsToWire(tags),
  };
}
