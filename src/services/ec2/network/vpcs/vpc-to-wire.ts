import type { Vpc } from '../../../../model/generated/ec2.ts';
import type { Tagged } from '../../shared/describe-resources.ts';
import { tagsToWire } from '../../instances/instance-to-wire.ts';
import type { VpcRecord } from '../network-records.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html */
export function vpcToWire({ record, tags }: Tagged<VpcRecord>): Vpc {
  const { cidr, cidrAssociationId, dhcpOptionsId, tenancy } = record.data;
  return {
    OwnerId: record.account_id,
    InstanceTenancy: tenancy ?? 'default',
    Ipv6CidrBlockAssociationSet: [],
    CidrBlockAssociationSet: [
      { AssociationId: cidrAssociationId, CidrBlock: cidr, CidrBlockState: { State: 'associated' } },
    ],
    IsDefault: record.is_default === 1,
    Tags: tagsToWire(tags),
    VpcId: record.id,
    State: 'available',
    CidrBlock: cidr,
    DhcpOptionsId: dhcpOptionsId,
  };
}
