import { listChanges, structuresOf, textOf, unless } from '../../../operation/resource-properties.ts';
import type { Properties, ResourceContext, ResourceType } from '../../../operation/resource-type.ts';
import { changeTags, ec2, tagSpecifications } from './ec2-calls.ts';
import { readSecurityGroup } from './read-security-group.ts';

type Direction = 'Ingress' | 'Egress';

/** What EC2 lets out of a new group: all. */
const ALL_OUT = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

/** `AWS::EC2::SecurityGroup` */
export const securityGroupResource: ResourceType = {
  type: 'AWS::EC2::SecurityGroup',
  naming: { property: 'GroupName', maxLength: 255 },

  async create(properties, context) {
    const { GroupName, GroupDescription: Description, VpcId } = properties;
    const tags = tagSpecifications(context, 'security-group', properties);
    const made = await ec2(context, 'CreateSecurityGroup', { GroupName, Description, VpcId, ...tags });
    const { GroupId = '' } = made;
    await context.initiated(GroupId);
    return furnished(context, GroupId, {}, properties);
  },

  async find(properties, context) {
    const name = textOf(properties, 'GroupName') ?? '';
    // Groups tell no date: only a name of CloudFormation's own making is surely this stack's.
    if (!name.includes(`-${context.logicalId}-`)) return undefined;
    const Filters = [{ Name: 'group-name', Values: [name] }];
    const { SecurityGroups: [group] = [] } = await ec2(context, 'DescribeSecurityGroups', { Filters });
    return group?.GroupId === undefined ? undefined : furnished(context, group.GroupId, {}, properties);
  },

  async update(change, context) {
    await changeTags(context, change.physicalId, change);
    return furnished(context, change.physicalId, change.properties, change.wanted);
  },

  read: readSecurityGroup,

  async remove({ physicalId: GroupId }, context) {
    await ec2(context, 'DeleteSecurityGroup', { GroupId });
  },
};

/** Gives a group the rules of its properties. */
async function furnished(context: ResourceContext, GroupId: string, before: Properties, wanted: Properties) {
  await changeRules(context, GroupId, 'Ingress', rules(before, 'Ingress'), rules(wanted, 'Ingress'));
  const isNew = Object.keys(before).length === 0;
  const out = (properties: Properties) =>
    properties['SecurityGroupEgress'] === undefined ? [ALL_OUT] : rules(properties, 'Egress');
  await changeRules(context, GroupId, 'Egress', isNew ? [ALL_OUT] : out(before), out(wanted));
  const { SecurityGroups: [group] = [] } = await ec2(context, 'DescribeSecurityGroups', {
    GroupIds: [GroupId],
  });
  return {
    physicalId: GroupId,
    // A group of the default VPC is named by its name.
    ref: wanted['VpcId'] === undefined ? (group?.GroupName ?? GroupId) : GroupId,
    attributes: { Id: GroupId, GroupId, VpcId: group?.VpcId ?? '' },
  };
}

function rules(properties: Properties, direction: Direction): readonly Properties[] {
  return structuresOf(properties, `SecurityGroup${direction}`);
}

async function changeRules(
  context: ResourceContext,
  GroupId: string,
  direction: Direction,
  before: readonly Properties[],
  wanted: readonly Properties[],
): Promise<void> {
  const { added, dropped } = listChanges(before, wanted);
  if (added.length > 0) {
    const IpPermissions = added.map((rule) => permissionOf(rule));
    const call = ec2(context, `AuthorizeSecurityGroup${direction}`, { GroupId, IpPermissions });
    await unless(['InvalidPermission.Duplicate'], call);
  }
  if (dropped.length > 0) {
    const IpPermissions = dropped.map((rule) => permissionOf(rule));
    const call = ec2(context, `RevokeSecurityGroup${direction}`, { GroupId, IpPermissions });
    await unless(['InvalidPermission.NotFound'], call);
  }
}

/** A rule as a template writes it, in the shape of EC2's. */
function permissionOf(rule: Properties): object {
  const { Description, CidrIp, CidrIpv6, IpProtocol, FromPort, ToPort } = rule;
  const GroupId = rule['SourceSecurityGroupId'] ?? rule['DestinationSecurityGroupId'];
  const GroupName = rule['SourceSecurityGroupName'];
  const PrefixListId = rule['SourcePrefixListId'] ?? rule['DestinationPrefixListId'];
  const UserId = rule['SourceSecurityGroupOwnerId'];
  return {
    ...{ IpProtocol, FromPort, ToPort },
    ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp, Description }] }),
    ...(CidrIpv6 === undefined ? {} : { Ipv6Ranges: [{ CidrIpv6, Description }] }),
    ...(PrefixListId === undefined ? {} : { PrefixListIds: [{ PrefixListId, Description }] }),
    ...(GroupId === undefined && GroupName === undefined
      ? {}
      : { UserIdGroupPairs: [{ GroupId, GroupName, UserId, Description }] }),
  };
}

/** `AWS::EC2::SecurityGroupIngress` and `…Egress`: one rule. */
function ruleResource(direction: Direction): ResourceType {
  return {
    type: `AWS::EC2::SecurityGroup${direction}`,

    async create(properties, context) {
      const { GroupId, GroupName } = properties;
      const { SecurityGroupRules: [rule] = [] } = await ec2(context, `AuthorizeSecurityGroup${direction}`, {
        ...{ GroupId, GroupName },
        IpPermissions: [permissionOf(properties)],
      });
      const physicalId = rule?.SecurityGroupRuleId ?? '';
      return { physicalId, attributes: { Id: physicalId, GroupId: rule?.GroupId } };
    },

    async update({ physicalId: SecurityGroupRuleId, wanted, attributes }, context) {
      const { IpProtocol, FromPort, ToPort, Description } = wanted;
      await ec2(context, 'ModifySecurityGroupRules', {
        GroupId: attributes['GroupId'],
        SecurityGroupRules: [
          {
            SecurityGroupRuleId,
            SecurityGroupRule: {
              ...{ IpProtocol, FromPort, ToPort, Description },
              CidrIpv4: wanted['CidrIp'],
              CidrIpv6: wanted['CidrIpv6'],
              PrefixListId: wanted['SourcePrefixListId'] ?? wanted['DestinationPrefixListId'],
              ReferencedGroupId: wanted['SourceSecurityGroupId'] ?? wanted['DestinationSecurityGroupId'],
            },
          },
        ],
      });
      return { physicalId: SecurityGroupRuleId, attributes };
    },

    async remove({ physicalId, attributes }, context) {
      const input = { GroupId: attributes['GroupId'], SecurityGroupRuleIds: [physicalId] };
      await ec2(context, `RevokeSecurityGroup${direction}`, input);
    },
  };
}

export const securityGroupRuleResources: readonly ResourceType[] = [
  ruleResource('Ingress'),
  ruleResource('Egress'),
];
