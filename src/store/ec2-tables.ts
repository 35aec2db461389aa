import type { Truth } from './tables.ts';

/**
 * EC2's tables: typed columns for what is searched, listed or guarded; the rest of each resource is
 * JSON in `data`, in the shape that EC2's service decides. Times are ms since 1970 in emulated time.
 */
export interface Ec2Tables {
  instances: InstanceRow;
  instance_profile_associations: AssociationRow;
  vpcs: ResourceRow & { is_default: Truth };
  subnets: ResourceRow & { vpc_id: string; availability_zone: string };
  security_groups: ResourceRow & { vpc_id: string; name: string };
  security_group_rules: ResourceRow & { group_id: string };
  key_pairs: ResourceRow & { name: string };
  volumes: ResourceRow & { instance_id: string | null };
  /** Their policies decide requests, so a change raises the identity epoch. */
  vpc_endpoints: ResourceRow & {
    vpc_id: string;
    service_name: string;
    policy: string;
    client_token: string | null;
  };
  network_interfaces: ResourceRow & {
    instance_id: string | null;
    subnet_id: string;
    private_ip: string;
  };
  launch_templates: ResourceRow & { name: string };
  launch_template_versions: LaunchTemplateVersionRow;
  snapshots: ResourceRow & { volume_id: string };
  images: ResourceRow & { name: string };
  console_outputs: ConsoleOutputRow;
  client_tokens: ClientTokenRow;
  region_settings: RegionSettingRow;
  /** Addresses of an interface beside its first: no two of a subnet are the same. */
  secondary_addresses: { interface_id: string; subnet_id: string; private_ip: string };
  /** Each VPC has one main table, for the subnets that name none. */
  route_tables: ResourceRow & { vpc_id: string; is_main: Truth };
  /** A VPC has at most one. */
  internet_gateways: ResourceRow & { vpc_id: string | null };
  network_acls: ResourceRow & { vpc_id: string; is_default: Truth };
  dhcp_options: ResourceRow;
  elastic_ips: ResourceRow & { public_ip: string; interface_id: string | null };
  nat_gateways: ResourceRow & { vpc_id: string; subnet_id: string };
  /** Where the default network was made: what was deleted of it since is not made again. */
  default_networks: { account_id: string; region: string; made_at: number };
}

export interface LaunchTemplateVersionRow {
  template_id: string;
  /** From 1 on; the number of a deleted version is not given again. */
  version: number;
  created_at: number;
  data: string;
}

export interface ConsoleOutputRow {
  instance_id: string;
  /** The newest 64 KB of what the instance wrote to its console. */
  output: string;
  updated_at: number;
}

/** What a client token stands for: the same call again finds what the first one made. */
export interface ClientTokenRow {
  account_id: string;
  region: string;
  operation: string;
  token: string;
  /** Of everything that was asked for. */
  digest: string;
  resource_id: string;
  created_at: number;
}

/** A default of an account's in a region, as JSON under its name. */
export interface RegionSettingRow {
  account_id: string;
  region: string;
  name: string;
  value: string;
}

/** What every resource of EC2's has. */
export interface ResourceRow {
  /** `vpc-…`, `subnet-…`, and so on. */
  id: string;
  account_id: string;
  region: string;
  created_at: number;
  data: string;
}

export interface InstanceRow extends ResourceRow {
  reservation_id: string;
  /** Unique to its account and region, with `launch_index`. */
  client_token: string | null;
  launch_index: number;
  state: string;
  /** When the state next changes by itself; null when it stays. */
  state_changes_at: number | null;
  image_id: string;
  instance_type: string;
  key_name: string | null;
  vpc_id: string;
  subnet_id: string;
  private_ip: string;
  /** What EC2 gave it itself while it is on, unique in the house; an elastic address is in `data`. */
  public_ip: string | null;
  user_data: string | null;
}

export interface AssociationRow {
  /** `iip-assoc-…` */
  id: string;
  account_id: string;
  region: string;
  instance_id: string;
  profile_arn: string;
  /** `AIPA…`, as it was when associated. */
  profile_id: string;
  state: 'associating' | 'associated' | 'disassociating' | 'disassociated';
  /** 1 while it holds: an instance has at most one such. */
  is_live: Truth;
  state_changes_at: number | null;
  created_at: number;
}
