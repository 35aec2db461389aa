import type { Ec2OperationName } from '../../../model/generated/ec2.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { requestTagKeys, resourceTagKeys } from '../../../operation/tag-keys.ts';
import type { ReadTx } from '../../../store/store.ts';
import { regionKey } from '../ec2-operation.ts';
import { readTags } from '../instances/instance-record.ts';
import { ec2Arn, placeOf, type Place } from '../shared/place.ts';
import { assertIdOf } from '../shared/resources.ts';
import { tagList, taggingOnCreate, type Tags } from '../tags/tags.ts';
import type { NetworkTable, Stored, SubnetRecord } from './network-records.ts';
import { findOne, type NetworkKind } from './network-store.ts';

/** What conditions may ask of each kind, beside its tags. */
type Keys = {
  readonly [Table in NetworkTable]: (
    row: Stored<Table>,
    vpcArn: string | undefined,
    subnet: SubnetRecord | undefined,
  ) => ConditionKeys;
};

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html#amazonec2-resources-for-iam-policies */
const KEYS: Keys = {
  vpcs: ({ id, data }) => ({ 'ec2:VpcID': id, 'ec2:Tenancy': data.tenancy ?? 'default' }),
  subnets: ({ id, availability_zone, data }, vpcArn) => ({
    'ec2:SubnetID': id,
    'ec2:AvailabilityZone': availability_zone,
    'ec2:AvailabilityZoneId': data.availabilityZoneId,
    'ec2:Vpc': vpcArn,
  }),
  security_groups: ({ id }, vpcArn) => ({ 'ec2:SecurityGroupID': id, 'ec2:Vpc': vpcArn }),
  security_group_rules: () => ({}),
  route_tables: ({ id }, vpcArn) => ({ 'ec2:RouteTableID': id, 'ec2:Vpc': vpcArn }),
  internet_gateways: ({ id }) => ({ 'ec2:InternetGatewayID': id }),
  network_acls: ({ id }, vpcArn) => ({ 'ec2:NetworkAclID': id, 'ec2:Vpc': vpcArn }),
  dhcp_options: ({ id }) => ({ 'ec2:DhcpOptionsID': id }),
  network_interfaces: ({ id, subnet_id }, vpcArn, subnet) => ({
    'ec2:NetworkInterfaceID': id,
    'ec2:Subnet': subnet && ec2Arn(placeOfRow(subnet), `subnet/${subnet_id}`),
    'ec2:AvailabilityZone': subnet?.availability_zone,
    'ec2:Vpc': vpcArn,
  }),
  elastic_ips: ({ id, public_ip }) => ({
    'ec2:AllocationId': id,
    'ec2:Domain': 'vpc',
    'ec2:PublicIpAddress': public_ip,
  }),
  nat_gateways: (_row, vpcArn) => ({ 'ec2:Vpc': vpcArn }),
};

/**
 * The permission of an action on a resource: with its tags and keys, or by its ARN alone where it does
 * not exist, so that only those who may act learn that it does not.
 *
 * @throws AwsError the kind's `.Malformed`
 */
export async function onResource<Table extends NetworkTable>(
  context: OperationContext,
  action: Ec2OperationName,
  kind: NetworkKind<Table>,
  id: string,
  more: ConditionKeys = {},
): Promise<Authorization> {
  assertIdOf(kind, id);
  const place = placeOf(context);
  const keys = await context.house.store.read((tx) => keysOf(tx, place, kind, id));
  return {
    action: `ec2:${action}`,
    resource: ec2Arn(place, `${kind.type}/${id}`),
    keys: { ...keys, ...regionKey(context), ...more },
  };
}

async function keysOf<Table extends NetworkTable>(
  tx: ReadTx,
  place: Place,
  kind: NetworkKind<Table>,
  id: string,
): Promise<ConditionKeys> {
  const row = await findOne(tx, kind.table, place, id);
  if (row === undefined) return {};
  const tags = (await readTags(tx, [id])).get(id);
  const { vpc_id, subnet_id } = row as { readonly vpc_id?: string; readonly subnet_id?: string };
  const subnet = subnet_id === undefined ? undefined : await findOne(tx, 'subnets', place, subnet_id);
  const vpcId = vpc_id ?? subnet?.vpc_id;
  const vpcArn = vpcId === undefined ? undefined : ec2Arn(place, `vpc/${vpcId}`);
  return { ...KEYS[kind.table](row, vpcArn, subnet), ...resourceTagKeys(tagList(tags), 'ec2') };
}

function placeOfRow({ account_id, region }: SubnetRecord): Place {
  return { accountId: account_id, region };
}

/** The permission to make a resource of a kind, and to tag it when it is tagged. */
export function onNew(
  context: OperationContext,
  action: Ec2OperationName,
  type: string,
  tags: Tags | undefined,
  keys: ConditionKeys = {},
): Authorization[] {
  const resource = ec2Arn(placeOf(context), `${type}/*`);
  return [
    {
      action: `ec2:${action}`,
      resource,
      keys: { ...requestTagKeys(tagList(tags)), ...regionKey(context), ...keys },
    },
    ...taggingOnCreate(context, action, resource, tags),
  ];
}
