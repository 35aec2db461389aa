import type { IpPermission, SecurityGroupRule } from '../../../model/generated/ec2.ts';
import type { AwsError } from '../../../kernel/aws-error.ts';
import { invalidValue } from '../errors.ts';
import { isIpv6Block, readBlock } from '../network/addresses.ts';
import { PREFIX_LIST } from '../network/prefix-lists/prefix-lists.ts';
import { invalidRuleDescription, outOfRange } from './security-group-errors.ts';
import type { SecurityGroupRuleData, SecurityGroupRuleRecord } from '../network/network-records.ts';
import { ec2Arn } from '../shared/place.ts';
import { assertIdOf, SECURITY_GROUP } from '../shared/resources.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import type { Tags } from '../tags/tags.ts';

/** What an Authorize call may say without IpPermissions. */
export interface RuleRequest {
  readonly IpPermissions?: readonly IpPermission[] | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
  readonly SourceSecurityGroupName?: string | undefined;
}

const NUMBERED: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
  all: '-1',
};
const NAMED = new Set(['tcp', 'udp', 'icmp', 'icmpv6', '-1']);
/** What EC2 takes in a rule's description. */
const DESCRIPTION = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/;
const MAX_PORT = 65_535;
const MAX_ICMP = 255;

/**
 * Reads the rules of an Authorize call, one for each range or group that may talk.
 *
 * @throws AwsError InvalidParameterValue for a protocol, port or range that EC2 does not take
 */
export function readRules(request: RuleRequest, isEgress: boolean): readonly SecurityGroupRuleData[] {
  const { IpProtocol, FromPort, ToPort, CidrIp } = request;
  const flat: IpPermission[] =
    IpProtocol === undefined && CidrIp === undefined
      ? []
      : [{ IpProtocol, FromPort, ToPort, IpRanges: CidrIp === undefined ? [] : [{ CidrIp }] }];
  return [...(request.IpPermissions ?? []), ...flat].flatMap((permission) => rulesOf(permission, isEgress));
}

function rulesOf(permission: IpPermission, isEgress: boolean): SecurityGroupRuleData[] {
  const common = { isEgress, ...portsOf(permission) };
  return [
    ...(permission.IpRanges ?? []).map(({ CidrIp = '', Description }) => {
      return { ...common, cidrIpv4: readRange(CidrIp), description: readDescription(Description) };
    }),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6 = '', Description }) => {
      return { ...common, cidrIpv6: readIpv6Range(CidrIpv6), description: readDescription(Description) };
    }),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId = '', Description }) => {
      assertIdOf(PREFIX_LIST, PrefixListId);
      return { ...common, prefixListId: PrefixListId, description: readDescription(Description) };
    }),
    ...(permission.UserIdGroupPairs ?? []).map(({ GroupId = '', Description }) => {
      assertIdOf(SECURITY_GROUP, GroupId);
      return { ...common, referencedGroupId: GroupId, description: readDescription(Description) };
    }),
  ];
}

function portsOf({ IpProtocol, FromPort, ToPort }: IpPermission): {
  protocol: string;
  fromPort: number;
  toPort: number;
} {
  const given = (IpProtocol ?? '').toLowerCase();
  const protocol = NUMBERED[given] ?? given;
  if (!NAMED.has(protocol) && !/^\d{1,3}$/.test(protocol)) {
    throw invalidValue(`Invalid value '${given.slice(0, 64)}' for IP protocol. Unknown protocol.`);
  }
  const isIcmp = protocol.startsWith('icmp');
  if (protocol !== 'tcp' && protocol !== 'udp' && !isIcmp) return { protocol, fromPort: -1, toPort: -1 };
  const fromPort = FromPort ?? -1;
  const toPort = ToPort ?? -1;
  if (isIcmp) {
    assertWithin('ICMP type', fromPort, -1, MAX_ICMP);
    assertWithin('ICMP code', toPort, -1, MAX_ICMP);
  } else {
    if (FromPort === undefined || ToPort === undefined) {
      throw invalidValue("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
    }
    assertWithin('TCP/UDP port', fromPort, 0, MAX_PORT);
    assertWithin('TCP/UDP port', toPort, 0, MAX_PORT);
  }
  if (!isIcmp && fromPort > toPort) {
    throw invalidValue(`Invalid TCP/UDP port range (${fromPort}:${toPort})`);
  }
  return { protocol, fromPort, toPort };
}

/** @throws AwsError InvalidParameterValue */
function assertWithin(what: string, value: number, least: number, most: number): void {
  if (value < least || value > most) throw outOfRange(what, value);
}

/** An IPv4 range with the bits beyond its prefix cleared, as EC2 keeps it. */
function readRange(range: string): string {
  const block = readBlock(range);
  if (block === undefined) throw malformedRange(range);
  return block.cidr;
}

function readIpv6Range(range: string): string {
  if (!isIpv6Block(range)) throw malformedRange(range);
  return range.toLowerCase();
}

function malformedRange(range: string): AwsError {
  return invalidValue(`CIDR block ${range.slice(0, 64)} is malformed`);
}

/** @throws AwsError InvalidParameterValue */
export function readDescription(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (!DESCRIPTION.test(text)) throw invalidRuleDescription();
  return text;
}

/** What makes two rules the same: all but the description. */
export function ruleKey({ description: _description, ...rule }: SecurityGroupRuleData): string {
  const { isEgress, protocol, fromPort, toPort } = rule;
  return [isEgress, protocol, fromPort, toPort, peerOf(rule)].join(' ');
}

function peerOf({ cidrIpv4, cidrIpv6, prefixListId, referencedGroupId }: SecurityGroupRuleData): string {
  return cidrIpv4 ?? cidrIpv6 ?? prefixListId ?? referencedGroupId ?? '';
}

/** A rule in the words of EC2's errors. */
export function describeRule(rule: SecurityGroupRuleData): string {
  const protocol = rule.protocol === '-1' ? 'ALL' : rule.protocol.toUpperCase();
  const ports = rule.fromPort === -1 ? '' : `, from port: ${rule.fromPort}, to port: ${rule.toPort}`;
  return `peer: ${peerOf(rule)}, ${protocol}${ports}, ALLOW`;
}

export function ruleToWire(record: SecurityGroupRuleRecord, tags: Tags | undefined): SecurityGroupRule {
  const { data } = record;
  const place = { accountId: record.account_id, region: record.region };
  return {
    SecurityGroupRuleId: record.id,
    GroupId: record.group_id,
    GroupOwnerId: record.account_id,
    IsEgress: data.isEgress,
    IpProtocol: data.protocol,
    FromPort: data.fromPort,
    ToPort: data.toPort,
    CidrIpv4: data.cidrIpv4,
    CidrIpv6: data.cidrIpv6,
    PrefixListId: data.prefixListId,
    ReferencedGroupInfo:
      data.referencedGroupId === undefined
        ? undefined
        : { GroupId: data.referencedGroupId, UserId: record.account_id },
    Description: data.description,
    Tags: tagsToWire(tags),
    SecurityGroupRuleArn: ec2Arn(place, `security-group-rule/${record.id}`),
  };
}
