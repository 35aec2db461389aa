import type { IpPermission } from '../../../model/generated/ec2.ts';
import type { SecurityGroupRuleData } from '../network/network-records.ts';

/** Rules, those of one protocol and port range together as EC2 shows them. @param accountId of referenced groups */
export function permissionsToWire(
  rules: readonly SecurityGroupRuleData[],
  accountId: string,
): IpPermission[] {
  const groups = new Map<string, SecurityGroupRuleData[]>();
  for (const rule of rules) {
    const key = `${rule.protocol}/${rule.fromPort}/${rule.toPort}`;
    const together = groups.get(key);
    if (together === undefined) groups.set(key, [rule]);
    else together.push(rule);
  }
  return [...groups.values()].map((together) => permission(together, accountId));
}

function permission(rules: readonly SecurityGroupRuleData[], accountId: string): IpPermission {
  const [first] = rules;
  const hasPorts = first !== undefined && /^(?:tcp|udp|icmp|icmpv6)$/.test(first.protocol);
  return {
    IpProtocol: first?.protocol,
    FromPort: hasPorts ? first.fromPort : undefined,
    ToPort: hasPorts ? first.toPort : undefined,
    UserIdGroupPairs: rules.flatMap(({ referencedGroupId, description }) =>
      referencedGroupId === undefined
        ? []
        : [{ Description: description, GroupId: referencedGroupId, UserId: accountId }],
    ),
    IpRanges: rules.flatMap(({ cidrIpv4, description }) =>
      cidrIpv4 === undefined ? [] : [{ CidrIp: cidrIpv4, Description: description }],
    ),
    Ipv6Ranges: rules.flatMap(({ cidrIpv6, description }) =>
      cidrIpv6 === undefined ? [] : [{ CidrIpv6: cidrIpv6, Description: description }],
    ),
    PrefixListIds: rules.flatMap(({ prefixListId, description }) =>
      prefixListId === undefined ? [] : [{ Description: description, PrefixListId: prefixListId }],
    ),
  };
}
