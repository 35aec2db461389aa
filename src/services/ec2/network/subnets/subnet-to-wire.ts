import type { Subnet } from '../../../../model/generated/ec2.ts';
import { tagsToWire } from '../../instances/instance-to-wire.ts';
import type { Tagged } from '../../shared/describe-resources.ts';
import { ec2Arn } from '../../shared/place.ts';
import type { SubnetRecord } from '../network-records.ts';

/** A subnet and how many of its addresses are free. */
export type SubnetWithRoom = SubnetRecord & { readonly free: number };

export function subnetArn({ account_id, region, id }: SubnetRecord): string {
  return ec2Arn({ accountId: account_id, region }, `subnet/${id}`);
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html */
export function subnetToWire({ record, tags }: Tagged<SubnetWithRoom>): Subnet {
  const { data } = record;
  return {
    AvailabilityZoneId: data.availabilityZoneId,
    MapCustomerOwnedIpOnLaunch: false,
    OwnerId: record.account_id,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    Tags: tagsToWire(tags),
    SubnetArn: subnetArn(record),
    EnableDns64: data.enableDns64 ?? false,
    Ipv6Native: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: data.hostnameType ?? 'ip-name',
      EnableResourceNameDnsARecord: data.resourceNameDnsARecord ?? false,
      EnableResourceNameDnsAAAARecord: data.resourceNameDnsAaaaRecord ?? false,
    },
    SubnetId: record.id,
    State: 'available',
    VpcId: record.vpc_id,
    CidrBlock: data.cidr,
    AvailableIpAddressCount: record.free,
    AvailabilityZone: record.availability_zone,
    DefaultForAz: data.defaultForAz,
    MapPublicIpOnLaunch: data.mapPublicIpOnLaunch,
  };
}
