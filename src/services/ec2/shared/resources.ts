import type { Ec2Tables } from '../../../store/ec2-tables.ts';
import { invalidId, invalidValue, malformed, type ResourceWords } from '../errors.ts';

/** A kind of EC2's resources: how its ids look, what errors call it, what its ARN says. */
export interface ResourceKind extends ResourceWords {
  /** As in ARNs, and as TagSpecifications and DescribeTags name it. */
  readonly type: ResourceTypeName;
  /** Where it is stored. */
  readonly table: TaggedTable;
}

export type ResourceTypeName =
  | 'instance'
  | 'vpc'
  | 'subnet'
  | 'security-group'
  | 'security-group-rule'
  | 'key-pair'
  | 'volume'
  | 'network-interface'
  | 'vpc-endpoint'
  | 'route-table'
  | 'internet-gateway'
  | 'network-acl'
  | 'dhcp-options'
  | 'elastic-ip'
  | 'natgateway'
  | 'launch-template'
  | 'snapshot'
  | 'image';

/** The tables whose resources may carry tags. */
export type TaggedTable = Exclude<
  keyof Ec2Tables,
  | 'instance_profile_associations'
  | 'launch_template_versions'
  | 'console_outputs'
  | 'client_tokens'
  | 'region_settings'
  | 'secondary_addresses'
  | 'default_networks'
>;

export const INSTANCE: ResourceKind = {
  type: 'instance',
  table: 'instances',
  prefix: 'i-',
  code: 'InvalidInstanceID',
  noun: 'instance ID',
  plural: 'instance IDs',
};

export const VPC = {
  type: 'vpc',
  table: 'vpcs',
  prefix: 'vpc-',
  code: 'InvalidVpcID',
  noun: 'vpc ID',
  plural: 'vpc IDs',
} as const satisfies ResourceKind;

export const SUBNET = {
  type: 'subnet',
  table: 'subnets',
  prefix: 'subnet-',
  code: 'InvalidSubnetID',
  noun: 'subnet ID',
  plural: 'subnet IDs',
} as const satisfies ResourceKind;

export const SECURITY_GROUP = {
  type: 'security-group',
  table: 'security_groups',
  prefix: 'sg-',
  code: 'InvalidGroup',
  malformedCode: 'InvalidGroupId',
  noun: 'security group',
  plural: 'security groups',
} as const satisfies ResourceKind;

export const SECURITY_GROUP_RULE = {
  type: 'security-group-rule',
  table: 'security_group_rules',
  prefix: 'sgr-',
  code: 'InvalidSecurityGroupRuleId',
  noun: 'security group rule ID',
} as const satisfies ResourceKind;

export const KEY_PAIR: ResourceKind = {
  type: 'key-pair',
  table: 'key_pairs',
  prefix: 'key-',
  code: 'InvalidKeyPair',
  noun: 'key pair',
  plural: 'key pairs',
};

export const VOLUME: ResourceKind = {
  type: 'volume',
  table: 'volumes',
  prefix: 'vol-',
  code: 'InvalidVolume',
  malformedCode: 'InvalidVolumeID',
  noun: 'volume',
  plural: 'volumes',
  suffix: '.',
};

export const NETWORK_INTERFACE = {
  type: 'network-interface',
  table: 'network_interfaces',
  prefix: 'eni-',
  code: 'InvalidNetworkInterfaceID',
  noun: 'networkInterface ID',
  plural: 'networkInterface IDs',
} as const satisfies ResourceKind;

export const VPC_ENDPOINT: ResourceKind = {
  type: 'vpc-endpoint',
  table: 'vpc_endpoints',
  prefix: 'vpce-',
  code: 'InvalidVpcEndpointId',
  noun: 'Vpc Endpoint Id',
  plural: 'Vpc Endpoint Ids',
};

export const ROUTE_TABLE = {
  type: 'route-table',
  table: 'route_tables',
  prefix: 'rtb-',
  code: 'InvalidRouteTableID',
  malformedCode: 'InvalidRouteTableId',
  noun: 'routeTable ID',
  plural: 'routeTable IDs',
} as const satisfies ResourceKind;

export const INTERNET_GATEWAY = {
  type: 'internet-gateway',
  table: 'internet_gateways',
  prefix: 'igw-',
  code: 'InvalidInternetGatewayID',
  malformedCode: 'InvalidInternetGatewayId',
  noun: 'internetGateway ID',
  plural: 'internetGateway IDs',
} as const satisfies ResourceKind;

export const NETWORK_ACL = {
  type: 'network-acl',
  table: 'network_acls',
  prefix: 'acl-',
  code: 'InvalidNetworkAclID',
  malformedCode: 'InvalidNetworkAclId',
  noun: 'networkAcl ID',
  plural: 'networkAcl IDs',
} as const satisfies ResourceKind;

export const DHCP_OPTIONS = {
  type: 'dhcp-options',
  table: 'dhcp_options',
  prefix: 'dopt-',
  code: 'InvalidDhcpOptionID',
  malformedCode: 'InvalidDhcpOptionsId',
  noun: 'dhcpOption ID',
  plural: 'dhcpOption IDs',
} as const satisfies ResourceKind;

export const ELASTIC_IP = {
  type: 'elastic-ip',
  table: 'elastic_ips',
  prefix: 'eipalloc-',
  code: 'InvalidAllocationID',
  noun: 'allocation ID',
  plural: 'allocation IDs',
} as const satisfies ResourceKind;

export const NAT_GATEWAY = {
  type: 'natgateway',
  table: 'nat_gateways',
  prefix: 'nat-',
  code: 'InvalidNatGatewayID',
  noun: 'natGateway ID',
  plural: 'natGateway IDs',
} as const satisfies ResourceKind;

export const LAUNCH_TEMPLATE: ResourceKind = {
  type: 'launch-template',
  table: 'launch_templates',
  prefix: 'lt-',
  code: 'InvalidLaunchTemplateId',
  noun: 'launch template',
};

export const SNAPSHOT: ResourceKind = {
  type: 'snapshot',
  table: 'snapshots',
  prefix: 'snap-',
  code: 'InvalidSnapshot',
  malformedCode: 'InvalidSnapshotID',
  noun: 'snapshot',
  suffix: '.',
};

/** An image that was made here; others are not stored. */
export const IMAGE: ResourceKind = {
  type: 'image',
  table: 'images',
  prefix: 'ami-',
  code: 'InvalidAMIID',
  noun: 'image id',
  plural: 'image ids',
};

export const TAGGED_KINDS: readonly ResourceKind[] = [
  INSTANCE,
  VPC,
  SUBNET,
  SECURITY_GROUP,
  SECURITY_GROUP_RULE,
  KEY_PAIR,
  VOLUME,
  NETWORK_INTERFACE,
  VPC_ENDPOINT,
  LAUNCH_TEMPLATE,
  SNAPSHOT,
  IMAGE,
  ROUTE_TABLE,
  INTERNET_GATEWAY,
  NETWORK_ACL,
  DHCP_OPTIONS,
  ELASTIC_IP,
  NAT_GATEWAY,
];

const HEX_PART = /^(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** @throws AwsError `Invalid….Malformed` unless the id has the kind's prefix and 8 or 17 hex digits */
export function assertIdOf(words: ResourceWords, id: string): void {
  if (!id.startsWith(words.prefix) || !HEX_PART.test(id.slice(words.prefix.length)))
    throw malformed(words, id);
}

/** The most ids of one request. */
const MAX_IDS = 1000;

/** @throws AwsError as {@link assertIdOf}, for the first that is malformed; InvalidParameterValue for too many */
export function assertIdsOf(words: ResourceWords, ids: readonly string[]): void {
  if (ids.length > MAX_IDS) throw invalidValue(`No more than ${MAX_IDS} ids can be given in one request.`);
  for (const id of ids) assertIdOf(words, id);
}

/**
 * The kind of an id by its prefix.
 *
 * @throws AwsError InvalidID for an id of no kind, the kind's `.Malformed` for one without its digits
 */
export function kindOf(id: string): ResourceKind {
  const kind = TAGGED_KINDS.find(({ prefix }) => id.startsWith(prefix));
  if (kind === undefined) throw invalidId(id);
  assertIdOf(kind, id);
  return kind;
}
