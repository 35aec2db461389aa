import type { InstanceType, InstanceTypeOffering, LocationType } from '../../../model/generated/ec2.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { unsupported } from '../errors.ts';
import { zonesOf } from '../regions/regions.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { pageOf } from '../shared/pages.ts';
import { INSTANCE_TYPES } from './instance-types.ts';

const BOUNDS = { min: 5, max: 1000 };

const FILTERS: FilterFields<InstanceTypeOffering> = {
  fields: {
    'instance-type': ({ InstanceType: name }) => name,
    location: ({ Location }) => Location,
  },
};

/**
 * Where types can be launched: here every type in every zone.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypeOfferings.html
 */
export const describeInstanceTypeOfferings = ec2Operation('DescribeInstanceTypeOfferings', {
  authorizes: describing('DescribeInstanceTypeOfferings'),
  async runs({ LocationType: kind = 'region', Filters, ...paging }, context) {
    const matches = compileFilters(Filters, FILTERS);
    const offered = locationsOf(kind, context.facts.region)
      .flatMap((Location) =>
        [...INSTANCE_TYPES.keys()].map((name) => ({
          InstanceType: name as InstanceType,
          LocationType: kind,
          Location,
        })),
      )
      .filter(matches)
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const page = pageOf(offered, keyOf, paging, BOUNDS);
    return { InstanceTypeOfferings: page.items, NextToken: page.nextToken };
  },
});

function locationsOf(kind: LocationType, region: string): readonly string[] {
  switch (kind) {
    case 'region':
      return [region];
    case 'availability-zone':
      return zonesOf(region).map(({ name }) => name);
    case 'availability-zone-id':
      return zonesOf(region).map(({ id }) => id);
    case 'outpost':
      throw unsupported('LocationType=outpost');
  }
}

function keyOf({ InstanceType: name = '' as never, Location = '' }: InstanceTypeOffering): string {
  return `${name}/${Location}`;
}
