import type { DhcpOptions } from '../../../../model/generated/ec2.ts';
import { describing, ec2Operation } from '../../ec2-operation.ts';
import { tagsToWire } from '../../instances/instance-to-wire.ts';
import { describeResources, type Tagged } from '../../shared/describe-resources.ts';
import type { FilterFields } from '../../shared/filters.ts';
import { placeOf } from '../../shared/place.ts';
import { DHCP_OPTIONS } from '../../shared/resources.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import type { DhcpOptionsRecord } from '../network-records.ts';
import { readAll } from '../network-store.ts';

const FILTERS: FilterFields<Tagged<DhcpOptionsRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'dhcp-options-id': ({ record }) => record.id,
    key: ({ record }) => record.data.options.map(({ key }) => key),
    'owner-id': ({ record }) => record.account_id,
    value: ({ record }) => record.data.options.flatMap(({ values }) => values),
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeDhcpOptions.html */
export const describeDhcpOptions = ec2Operation('DescribeDhcpOptions', {
  authorizes: describing('DescribeDhcpOptions'),
  async runs({ DhcpOptionsIds: ids, ...input }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const page = await describeResources<DhcpOptionsRecord>(
      context,
      { ...input, ids },
      {
        words: DHCP_OPTIONS,
        filters: FILTERS,
        reads: (tx, place) => readAll(tx, 'dhcp_options', place),
      },
    );
    return { DhcpOptions: page.items.map(dhcpOptionsToWire), NextToken: page.nextToken };
  },
});

export function dhcpOptionsToWire({ record, tags }: Tagged<DhcpOptionsRecord>): DhcpOptions {
  return {
    OwnerId: record.account_id,
    Tags: tagsToWire(tags),
    DhcpOptionsId: record.id,
    DhcpConfigurations: record.data.options.map(({ key, values }) => ({
      Key: key,
      Values: values.map((Value) => ({ Value })),
    })),
  };
}
