import type { ServiceDetail } from '../../../model/generated/ec2.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { invalidServiceName } from '../errors.ts';
import { hexOf } from '../images/published-images.ts';
import { zonesOf } from '../regions/regions.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { pageOf } from '../shared/pages.ts';
import { s3ServiceOf } from './vpc-endpoint-record.ts';

/** A service to which an endpoint can be made. */
interface EndpointService {
  readonly name: string;
  readonly region: string;
}

const FILTERS: FilterFields<EndpointService> = {
  tags: () => ({}),
  fields: {
    owner: () => 'amazon',
    'service-name': ({ name }) => name,
    'service-region': ({ region }) => region,
    'service-type': () => 'Gateway',
    'supported-ip-address-types': () => 'ipv4',
  },
};

/**
 * What endpoints can be made for: S3's gateway, the only kind that is served.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html
 */
export const describeVpcEndpointServices = ec2Operation('DescribeVpcEndpointServices', {
  authorizes: describing('DescribeVpcEndpointServices'),
  async runs({ ServiceNames: names = [], ServiceRegions: regions = [], Filters, ...page }, context) {
    const { region } = context.facts;
    const all: readonly EndpointService[] = [{ name: s3ServiceOf(region), region }];
    const unknown = names.find((name) => !all.some((service) => service.name === name));
    if (unknown !== undefined) throw invalidServiceName(unknown);
    const matches = compileFilters(Filters, FILTERS);
    const found = all.filter(
      (service) => (regions.length === 0 || regions.includes(service.region)) && matches(service),
    );
    const { items, nextToken } = pageOf(found, ({ name }) => name, page);
    return {
      ServiceNames: items.map(({ name }) => name),
      ServiceDetails: items.map(serviceToWire),
      NextToken: nextToken,
    };
  },
});

function serviceToWire({ name, region }: EndpointService): ServiceDetail {
  const zones = zonesOf(region);
  return {
    ServiceName: name,
    ServiceId: `vpce-svc-${hexOf(`${name}/gateway`)}`,
    ServiceType: [{ ServiceType: 'Gateway' }],
    ServiceRegion: region,
    AvailabilityZoneIds: zones.map(({ id }) => id),
    AvailabilityZones: zones.map((zone) => zone.name),
    Owner: 'amazon',
    BaseEndpointDnsNames: [`s3.${region}.amazonaws.com`],
    VpcEndpointPolicySupported: true,
    AcceptanceRequired: false,
    ManagesVpcEndpoints: false,
    SupportedIpAddressTypes: ['ipv4'],
    Tags: [],
  };
}
