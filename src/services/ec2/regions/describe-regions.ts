import type { AvailabilityZone, Region } from '../../../model/generated/ec2.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { invalidValue } from '../errors.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { REGIONS, zonesOf, type Zone } from './regions.ts';

const REGION_FILTERS: FilterFields<Region> = {
  fields: {
    endpoint: ({ Endpoint }) => Endpoint,
    'opt-in-status': ({ OptInStatus }) => OptInStatus,
    'region-name': ({ RegionName }) => RegionName,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html */
export const describeRegions = ec2Operation('DescribeRegions', {
  authorizes: describing('DescribeRegions'),
  async runs({ RegionNames = [], AllRegions, Filters }) {
    const matches = compileFilters(Filters, REGION_FILTERS);
    const unknown = RegionNames.find((name) => !REGIONS.has(name));
    if (unknown !== undefined) throw invalidValue(`Invalid region: [${unknown.slice(0, 64)}]`);
    const regions = [...REGIONS]
      .filter(([, { optIn }]) => AllRegions === true || !optIn || RegionNames.length > 0)
      .filter(([name]) => RegionNames.length === 0 || RegionNames.includes(name))
      .map(([name, { optIn }]): Region => ({
        RegionName: name,
        Endpoint: `ec2.${name}.amazonaws.com`,
        OptInStatus: optIn ? 'not-opted-in' : 'opt-in-not-required',
      }));
    return { Regions: regions.filter(matches) };
  },
});

const ZONE_FILTERS: FilterFields<AvailabilityZone> = {
  fields: {
    'group-long-name': ({ GroupLongName }) => GroupLongName,
    'group-name': ({ GroupName }) => GroupName,
    message: () => undefined,
    'opt-in-status': ({ OptInStatus }) => OptInStatus,
    'parent-zone-id': () => undefined,
    'parent-zone-name': () => undefined,
    'region-name': ({ RegionName }) => RegionName,
    state: ({ State }) => State,
    'zone-id': ({ ZoneId }) => ZoneId,
    'zone-name': ({ ZoneName }) => ZoneName,
    'zone-type': ({ ZoneType }) => ZoneType,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html */
export const describeAvailabilityZones = ec2Operation('DescribeAvailabilityZones', {
  authorizes: describing('DescribeAvailabilityZones'),
  async runs({ ZoneNames = [], ZoneIds = [], Filters }, { facts }) {
    const matches = compileFilters(Filters, ZONE_FILTERS);
    const zones = zonesOf(facts.region);
    const unknown =
      ZoneNames.find((name) => !zones.some((zone) => zone.name === name)) ??
      ZoneIds.find((id) => !zones.some((zone) => zone.id === id));
    if (unknown !== undefined) throw invalidValue(`Invalid availability zone: [${unknown.slice(0, 64)}]`);
    const wanted = zones.filter(
      ({ name, id }) =>
        (ZoneNames.length === 0 || ZoneNames.includes(name)) &&
        (ZoneIds.length === 0 || ZoneIds.includes(id)),
    );
    return { AvailabilityZones: wanted.map((zone) => zoneToWire(zone, facts.region)).filter(matches) };
  },
});

function zoneToWire({ name, id }: Zone, region: string): AvailabilityZone {
  return {
    OptInStatus: 'opt-in-not-required',
    Messages: [],
    RegionName: region,
    ZoneName: name,
    ZoneId: id,
    GroupName: `${region}-zg-1`,
    NetworkBorderGroup: region,
    ZoneType: 'availability-zone',
    State: 'available',
  };
}
