import type { CreateNetworkAclEntryRequest, Ec2OperationName } from '../../../../model/generated/ec2.ts';
import type { OperationContext } from '../../../../operation/context.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { invalidParameterValue, invalidValue, missingParameter } from '../../errors.ts';
import { placeOf } from '../../shared/place.ts';
import { NETWORK_ACL } from '../../shared/resources.ts';
import { isIpv6Block, readBlock } from '../addresses.ts';
import { aclEntryAlreadyExists, invalidCidr, limitExceeded, unknownAclEntry } from '../network-errors.ts';
import type { AclEntry } from '../network-records.ts';
import { requireOne, updateData } from '../network-store.ts';
import { onResource } from '../on-resource.ts';
import { LAST_RULE } from './describe-network-acls.ts';

/** Rules of one direction. */
const MAX_ENTRIES = 20;
const MAX_PORT = 65_535;
const NUMBERS: Readonly<Record<string, string>> = { all: '-1', icmp: '1', tcp: '6', udp: '17', icmpv6: '58' };

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html */
export const createNetworkAclEntry = ec2Operation('CreateNetworkAclEntry', {
  authorizes: (input, context) => onAcl(context, 'CreateNetworkAclEntry', input),
  runs: (input, context) =>
    changeEntries(context, input, (entries, isSame) => {
      const entry = readEntry(input);
      if (entries.some(isSame)) throw aclEntryAlreadyExists(entry.ruleNumber);
      if (entries.filter(({ isEgress }) => isEgress === entry.isEgress).length >= MAX_ENTRIES) {
        throw limitExceeded('NetworkAclEntryLimitExceeded', 'network acl entries');
      }
      return [...entries, entry];
    }),
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclEntry.html */
export const replaceNetworkAclEntry = ec2Operation('ReplaceNetworkAclEntry', {
  authorizes: (input, context) => onAcl(context, 'ReplaceNetworkAclEntry', input),
  runs: (input, context) =>
    changeEntries(context, input, (entries, isSame) => {
      const entry = readEntry(input);
      if (!entries.some(isSame)) throw unknownAclEntry(entry.ruleNumber);
      return entries.map((each) => (isSame(each) ? entry : each));
    }),
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAclEntry.html */
export const deleteNetworkAclEntry = ec2Operation('DeleteNetworkAclEntry', {
  authorizes: (input, context) => onAcl(context, 'DeleteNetworkAclEntry', input),
  runs: (input, context) =>
    changeEntries(context, input, (entries, isSame) => {
      assertRuleNumber(input.RuleNumber);
      if (!entries.some(isSame)) throw unknownAclEntry(input.RuleNumber);
      return entries.filter((each) => !isSame(each));
    }),
});

interface EntryRequest {
  readonly NetworkAclId: string;
  readonly RuleNumber: number;
  readonly Egress: boolean;
  readonly DryRun?: boolean | undefined;
}

function onAcl(context: OperationContext, action: Ec2OperationName, { NetworkAclId }: EntryRequest) {
  return onResource(context, action, NETWORK_ACL, NetworkAclId);
}

function changeEntries(
  context: OperationContext,
  input: EntryRequest,
  changes: (entries: readonly AclEntry[], isSame: (entry: AclEntry) => boolean) => readonly AclEntry[],
): Promise<Record<string, never>> {
  return change(context, input, async (tx) => {
    const acl = await requireOne(tx, NETWORK_ACL, placeOf(context), input.NetworkAclId);
    const isSame = ({ ruleNumber, isEgress }: AclEntry) =>
      ruleNumber === input.RuleNumber && isEgress === input.Egress;
    await updateData(tx, 'network_acls', acl, { entries: changes(acl.data.entries, isSame) });
    return { answer: {} };
  });
}

/** @throws AwsError InvalidParameterValue, MissingParameter */
function readEntry(input: CreateNetworkAclEntryRequest): AclEntry {
  assertRuleNumber(input.RuleNumber);
  const protocol = readProtocol(input.Protocol);
  const { CidrBlock: cidr = '', Ipv6CidrBlock: ipv6Cidr = '' } = input;
  if (cidr === '' && ipv6Cidr === '') throw missingParameter('cidrBlock');
  const block = cidr === '' ? undefined : readBlock(cidr);
  if (cidr !== '' && block === undefined) throw invalidCidr(cidr, 'cidrBlock');
  if (ipv6Cidr !== '' && !isIpv6Block(ipv6Cidr)) throw invalidCidr(ipv6Cidr, 'ipv6CidrBlock');
  return {
    ruleNumber: input.RuleNumber,
    isEgress: input.Egress,
    protocol,
    action: input.RuleAction,
    cidr: block?.cidr,
    ipv6Cidr: ipv6Cidr === '' ? undefined : ipv6Cidr,
    icmp: protocol === '1' || protocol === '58' ? readIcmp(input) : undefined,
    ports: protocol === '6' || protocol === '17' ? readPorts(input) : undefined,
  };
}

function assertRuleNumber(number: number): void {
  if (number >= 1 && number < LAST_RULE) return;
  throw invalidParameterValue(number, 'ruleNumber', `Expecting a value between 1 and ${LAST_RULE - 1}.`);
}

function readProtocol(given: string): string {
  const text = given.toLowerCase();
  const number = Object.hasOwn(NUMBERS, text) ? NUMBERS[text] : text;
  if (number === '-1' || (number !== undefined && /^\d{1,3}$/.test(number) && Number(number) <= 255))
    return number;
  throw invalidParameterValue(given, 'protocol', 'Unknown protocol.');
}

function readPorts({ PortRange }: CreateNetworkAclEntryRequest): AclEntry['ports'] {
  const { From: from, To: to } = PortRange ?? {};
  if (from === undefined || to === undefined) throw missingParameter('portRange');
  if (from < 0 || to > MAX_PORT || from > to)
    throw invalidValue(`Invalid TCP/UDP port range (${from}:${to})`);
  return { from, to };
}

function readIcmp({ IcmpTypeCode }: CreateNetworkAclEntryRequest): AclEntry['icmp'] {
  const { Type: type, Code: code } = IcmpTypeCode ?? {};
  if (type === undefined || code === undefined) throw missingParameter('icmpTypeCode');
  return { type, code };
}
