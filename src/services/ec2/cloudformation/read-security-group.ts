import type { IpPermission } from '../../../model/generated/ec2.ts';
import { unless } from '../../../operation/resource-properties.ts';
import type { Existing, ReadContext } from '../../../operation/resource-type.ts';
import { ec2 } from './ec2-calls.ts';

/** What EC2 says of an `AWS::EC2::SecurityGroup`, its rules one by one as templates write them. */
export async function readSecurityGroup({ physicalId }: Existing, context: ReadContext) {
  const call = ec2(context, 'DescribeSecurityGroups', { GroupIds: [physicalId] });
  const group = (await unless(['InvalidGroup.NotFound'], call))?.SecurityGroups?.[0];
  if (group === undefined) return undefined;
  const { GroupName, Description: GroupDescription, VpcId, Tags } = group;
  return {
    ...{ GroupName, GroupDescription, VpcId, Tags },
    SecurityGroupIngress: (group.IpPermissions ?? []).flatMap((one) => rulesOf(one, 'Source')),
    SecurityGroupEgress: (group.IpPermissionsEgress ?? []).flatMap((one) => rulesOf(one, 'Destination')),
  };
}

function rulesOf(permission: IpPermission, side: 'Source' | 'Destination'): readonly object[] {
  const { IpProtocol, FromPort, ToPort } = permission;
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
  const peers = [
    ...IpRanges.map(({ CidrIp, Description }) => ({ CidrIp, Description })),
    ...Ipv6Ranges.map(({ CidrIpv6, Description }) => ({ CidrIpv6, Description })),
    ...PrefixListIds.map(({ PrefixListId, Description }) => ({
      [`${side}PrefixListId`]: PrefixListId,
      Description,
    })),
    ...UserIdGroupPairs.map(({ GroupId, Description }) => ({
      [`${side}SecurityGroupId`]: GroupId,
      Description,
    })),
  ];
  return peers.map((peer) =>
    Object.fromEntries(
      Object.entries({ IpProtocol, FromPort, ToPort, ...peer }).filter(([, value]) => value !== undefined),
    ),
  );
}
