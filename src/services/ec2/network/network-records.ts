import type { Selectable } from 'kysely';
import type { Ec2Tables } from '../../../store/ec2-tables.ts';

/** What a VPC's row holds in `data`; what is absent is as AWS has it at first. */
export interface VpcData {
  readonly cidr: string;
  readonly cidrAssociationId: string;
  /** `dopt-…`, or `default` for none. */
  readonly dhcpOptionsId: string;
  readonly tenancy?: 'default' | 'dedicated' | undefined;
  readonly enableDnsSupport?: boolean | undefined;
  readonly enableDnsHostnames?: boolean | undefined;
  readonly enableNetworkAddressUsageMetrics?: boolean | undefined;
}

/** What a subnet's row holds in `data`; what is absent is as AWS has it at first. */
export interface SubnetData {
  readonly cidr: string;
  readonly availabilityZoneId: string;
  readonly defaultForAz: boolean;
  readonly mapPublicIpOnLaunch: boolean;
  readonly enableDns64?: boolean | undefined;
  readonly hostnameType?: 'ip-name' | 'resource-name' | undefined;
  readonly resourceNameDnsARecord?: boolean | undefined;
  readonly resourceNameDnsAaaaRecord?: boolean | undefined;
}

/** What a security group's row holds in `data`. */
export interface SecurityGroupData {
  readonly description: string;
}

/** What a security group rule's row holds in `data`. */
export interface SecurityGroupRuleData {
  readonly isEgress: boolean;
  /** `-1` for all, `tcp`, `udp`, `icmp` or a number. */
  readonly protocol: string;
  /** -1 for all. */
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidrIpv4?: string | undefined;
  readonly cidrIpv6?: string | undefined;
  readonly prefixListId?: string | undefined;
  /** A group of the same account and region. */
  readonly referencedGroupId?: string | undefined;
  readonly description?: string | undefined;
}

/** What a route table's row holds in `data`; the route to the VPC itself is in every table and not stored. */
export interface RouteTableData {
  readonly routes: readonly Route[];
  /** The subnets that name this table. */
  readonly associations: readonly SubnetAssociation[];
  /** `rtbassoc-…`: that the VPC's main table is this one; absent of others. */
  readonly mainAssociationId?: string | undefined;
  readonly clientToken?: string | undefined;
}

/** A subnet's association with a route table (`rtbassoc-…`) or a network ACL (`aclassoc-…`). */
export interface SubnetAssociation {
  readonly id: string;
  readonly subnetId: string;
}

/** A route: one destination, one target. */
export interface Route {
  readonly cidr?: string | undefined;
  readonly ipv6Cidr?: string | undefined;
  readonly prefixListId?: string | undefined;
  /** `igw-…` */
  readonly gatewayId?: string | undefined;
  readonly natGatewayId?: string | undefined;
  readonly networkInterfaceId?: string | undefined;
}

/** What a network ACL's row holds in `data`; the last rule, which denies the rest, is not stored. */
export interface NetworkAclData {
  readonly entries: readonly AclEntry[];
  readonly associations: readonly SubnetAssociation[];
  readonly clientToken?: string | undefined;
}

/** A numbered rule of a network ACL. */
export interface AclEntry {
  readonly ruleNumber: number;
  readonly isEgress: boolean;
  /** `-1` for all, or a number. */
  readonly protocol: string;
  readonly action: 'allow' | 'deny';
  readonly cidr?: string | undefined;
  readonly ipv6Cidr?: string | undefined;
  readonly icmp?: { readonly type: number; readonly code: number } | undefined;
  readonly ports?: { readonly from: number; readonly to: number } | undefined;
}

/** What a DHCP options set's row holds in `data`: values by option, in the order in which they were given. */
export interface DhcpOptionsData {
  readonly options: readonly { readonly key: string; readonly values: readonly string[] }[];
}

/** Nothing: all of an internet gateway is in its columns. */
export type InternetGatewayData = Readonly<Record<string, never>>;

/**
 * What a network interface's row holds in `data`. Of an instance's first interface the instance itself
 * keeps what can be changed, so that the row may be empty while it is attached.
 */
export interface NetworkInterfaceData {
  /** Lower case, colons between the bytes. */
  readonly mac?: string | undefined;
  readonly description?: string | undefined;
  readonly groups?: readonly GroupName[] | undefined;
  readonly sourceDestCheck?: boolean | undefined;
  readonly attachment?: InterfaceAttachment | undefined;
  /** The NAT gateway that it was made for: nobody but EC2 changes it then. */
  readonly natGatewayId?: string | undefined;
}

/** A security group as interfaces name it. */
export interface GroupName {
  readonly groupId: string;
  readonly groupName: string;
}

/** How an interface is on an instance. */
export interface InterfaceAttachment {
  /** `eni-attach-…` */
  readonly id: string;
  /** 0 is the instance's first. */
  readonly deviceIndex: number;
  readonly deleteOnTermination: boolean;
  readonly attachedAt: number;
}

/** What an elastic IP address's row holds in `data`. */
export interface ElasticIpData {
  /** What it is associated with: an interface's private address. */
  readonly association?: { readonly id: string; readonly privateIp: string } | undefined;
}

/** What a NAT gateway's row holds in `data`. */
export interface NatGatewayData {
  readonly connectivity: 'public' | 'private';
  /** Absent when it failed. */
  readonly interfaceId?: string | undefined;
  readonly privateIp?: string | undefined;
  readonly allocationId?: string | undefined;
  readonly publicIp?: string | undefined;
  readonly associationId?: string | undefined;
  /** Why it never is available, in EC2's words. */
  readonly failure?: { readonly code: string; readonly message: string } | undefined;
  /** When it is available, or has failed, ms since 1970 in emulated time. */
  readonly availableAt: number;
  /** When its deletion was asked for, and when it is over. */
  readonly deletion?: { readonly at: number; readonly endsAt: number } | undefined;
}

/** What the networks' rows hold in `data`, by table. */
interface DataOf {
  vpcs: VpcData;
  subnets: SubnetData;
  security_groups: SecurityGroupData;
  security_group_rules: SecurityGroupRuleData;
  route_tables: RouteTableData;
  internet_gateways: InternetGatewayData;
  network_acls: NetworkAclData;
  dhcp_options: DhcpOptionsData;
  network_interfaces: NetworkInterfaceData;
  elastic_ips: ElasticIpData;
  nat_gateways: NatGatewayData;
}

/** The tables of networks. */
export type NetworkTable = keyof DataOf;

/** A row, its `data` read. */
export type Stored<Table extends NetworkTable> = Omit<Selectable<Ec2Tables[Table]>, 'data'> & {
  readonly data: DataOf[Table];
};

export type VpcRecord = Stored<'vpcs'>;
export type SubnetRecord = Stored<'subnets'>;
export type SecurityGroupRecord = Stored<'security_groups'>;
export type SecurityGroupRuleRecord = Stored<'security_group_rules'>;
export type RouteTableRecord = Stored<'route_tables'>;
export type InternetGatewayRecord = Stored<'internet_gateways'>;
export type NetworkAclRecord = Stored<'network_acls'>;
export type DhcpOptionsRecord = Stored<'dhcp_options'>;
export type NetworkInterfaceRecord = Stored<'network_interfaces'>;
export type ElasticIpRecord = Stored<'elastic_ips'>;
export type NatGatewayRecord = Stored<'nat_gateways'>;
