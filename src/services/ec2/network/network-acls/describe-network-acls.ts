import type { NetworkAcl, NetworkAclEntry } from '../../../../model/generated/ec2.ts';
import { describing, ec2Operation } from '../../ec2-operation.ts';
import { tagsToWire } from '../../instances/instance-to-wire.ts';
import { describeResources, type Tagged } from '../../shared/describe-resources.ts';
import type { FilterFields } from '../../shared/filters.ts';
import { placeOf } from '../../shared/place.ts';
import { NETWORK_ACL } from '../../shared/resources.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import type { AclEntry, NetworkAclRecord } from '../network-records.ts';
import { readAll } from '../network-store.ts';

/** The number of the rule that denies the rest. */
export const LAST_RULE = 32_767;

type Reader = FilterFields<Tagged<NetworkAclRecord>>['fields'][string];

const ofEntries =
  (read: (entry: AclEntry) => string | number | undefined): Reader =>
  ({ record }) =>
    entriesOf(record).flatMap((entry) => {
      const value = read(entry);
      return value === undefined ? [] : [String(value)];
    });
const ofAssociations =
  (member: 'id' | 'subnetId'): Reader =>
  ({ record }) =>
    record.data.associations.map((association) => association[member]);

const FILTERS: FilterFields<Tagged<NetworkAclRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'association.association-id': ofAssociations('id'),
    'association.network-acl-id': ({ record }) => record.data.associations.map(() => record.id),
    'association.subnet-id': ofAssociations('subnetId'),
    default: ({ record }) => String(record.is_default === 1),
    'entry.cidr': ofEntries(({ cidr }) => cidr),
    'entry.ipv6-cidr': ofEntries(({ ipv6Cidr }) => ipv6Cidr),
    'entry.egress': ofEntries(({ isEgress }) => String(isEgress)),
    'entry.icmp.code': ofEntries(({ icmp }) => icmp?.code),
    'entry.icmp.type': ofEntries(({ icmp }) => icmp?.type),
    'entry.port-range.from': ofEntries(({ ports }) => ports?.from),
    'entry.port-range.to': ofEntries(({ ports }) => ports?.to),
    'entry.protocol': ofEntries(({ protocol }) => protocol),
    'entry.rule-action': ofEntries(({ action }) => action),
    'entry.rule-number': ofEntries(({ ruleNumber }) => ruleNumber),
    'network-acl-id': ({ record }) => record.id,
    'owner-id': ({ record }) => record.account_id,
    'vpc-id': ({ record }) => record.vpc_id,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html */
export const describeNetworkAcls = ec2Operation('DescribeNetworkAcls', {
  authorizes: describing('DescribeNetworkAcls'),
  async runs({ NetworkAclIds: ids, ...input }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const page = await describeResources<NetworkAclRecord>(
      context,
      { ...input, ids },
      {
        words: NETWORK_ACL,
        filters: FILTERS,
        reads: (tx, place) => readAll(tx, 'network_acls', place),
      },
    );
    return { NetworkAcls: page.items.map(networkAclToWire), NextToken: page.nextToken };
  },
});

export function networkAclToWire({ record, tags }: Tagged<NetworkAclRecord>): NetworkAcl {
  return {
    Associations: record.data.associations.map(({ id, subnetId }) => ({
      NetworkAclAssociationId: id,
      NetworkAclId: record.id,
      SubnetId: subnetId,
    })),
    Entries: entriesOf(record).map(entryToWire),
    IsDefault: record.is_default === 1,
    NetworkAclId: record.id,
    Tags: tagsToWire(tags),
    VpcId: record.vpc_id,
    OwnerId: record.account_id,
  };
}

/** The rules with the last ones, those of each direction in order, outward first as EC2 lists them. */
function entriesOf({ data }: NetworkAclRecord): readonly AclEntry[] {
  const last = { ruleNumber: LAST_RULE, protocol: '-1', action: 'deny', cidr: '0.0.0.0/0' } as const;
  const all = [...data.entries, { ...last, isEgress: true }, { ...last, isEgress: false }];
  return all.toSorted((a, b) => Number(b.isEgress) - Number(a.isEgress) || a.ruleNumber - b.ruleNumber);
}

function entryToWire(entry: AclEntry): NetworkAclEntry {
  return {
    CidrBlock: entry.cidr,
    Egress: entry.isEgress,
    IcmpTypeCode: entry.icmp && { Code: entry.icmp.code, Type: entry.icmp.type },
    Ipv6CidrBlock: entry.ipv6Cidr,
    PortRange: entry.ports && { From: entry.ports.from, To: entry.ports.to },
    Protocol: entry.protocol,
    RuleAction: entry.action,
    RuleNumber: entry.ruleNumber,
  };
}
