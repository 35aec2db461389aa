import { createHash } from 'node:crypto';
import { describing, ec2Operation } from '../../ec2-operation.ts';
import { notFound, type ResourceWords } from '../../errors.ts';
import { describeResources, type Tagged } from '../../shared/describe-resources.ts';
import type { FilterFields } from '../../shared/filters.ts';
import { formatArn } from '../../../../kernel/arn.ts';

/** A list of a service's addresses that AWS keeps in each region. */
export interface PrefixListRecord {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly cidrs: readonly string[];
}

export const PREFIX_LIST: ResourceWords = {
  prefix: 'pl-',
  code: 'InvalidPrefixListID',
  malformedCode: 'InvalidPrefixListId',
  noun: 'prefixList ID',
  plural: 'prefixList IDs',
};

/** AWS's own ids where they are widely known; of other regions they are derived. */
const KNOWN: Readonly<Record<string, string>> = {
  'us-east-1/s3': 'pl-63a5400a',
  'us-east-1/dynamodb': 'pl-02cd2c6b',
  'us-west-2/s3': 'pl-68a54001',
  'us-west-2/dynamodb': 'pl-00a54069',
  'eu-west-1/s3': 'pl-6da54004',
  'ap-northeast-1/s3': 'pl-61a54008',
};

/** Of the ranges for documentation (RFC 5737): nobody answers from there. */
const CIDRS = { s3: ['203.0.113.0/24'], dynamodb: ['198.51.100.0/24'] } as const;

/** The services that gateway endpoints lead to. */
export type PrefixListService = keyof typeof CIDRS;

export function prefixListOf(region: string, service: PrefixListService): PrefixListRecord {
  const where = `${region}/${service}`;
  const id = KNOWN[where] ?? `pl-${createHash('sha256').update(where).digest('hex').slice(0, 8)}`;
  const arn = formatArn({ service: 'ec2', region, accountId: 'aws', resource: `prefix-list/${id}` });
  return { id, arn, name: `com.amazonaws.${where.replace('/', '.')}`, cidrs: CIDRS[service] };
}

/** All lists of a region. */
export function prefixListsOf(region: string): readonly PrefixListRecord[] {
  return [prefixListOf(region, 's3'), prefixListOf(region, 'dynamodb')];
}

/** @throws AwsError InvalidPrefixListID.NotFound */
export function assertPrefixList(region: string, id: string): void {
  if (!prefixListsOf(region).some((list) => list.id === id)) throw notFound(PREFIX_LIST, [id]);
}

const FILTERS: FilterFields<Tagged<PrefixListRecord>> = {
  fields: {
    'owner-id': () => 'AWS',
    'prefix-list-id': ({ record }) => record.id,
    'prefix-list-name': ({ record }) => record.name,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePrefixLists.html */
export const describePrefixLists = ec2Operation('DescribePrefixLists', {
  authorizes: describing('DescribePrefixLists'),
  async runs({ PrefixListIds: ids, ...input }, context) {
    const page = await describeResources<PrefixListRecord>(
      context,
      { ...input, ids },
      {
        words: PREFIX_LIST,
        filters: FILTERS,
        reads: async (_tx, { region }) => prefixListsOf(region),
      },
    );
    return {
      PrefixLists: page.items.map(({ record }) => ({
        Cidrs: record.cidrs,
        PrefixListId: record.id,
        PrefixListName: record.name,
      })),
      NextToken: page.nextToken,
    };
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeManagedPrefixLists.html */
export const describeManagedPrefixLists = ec2Operation('DescribeManagedPrefixLists', {
  authorizes: describing('DescribeManagedPrefixLists'),
  async runs({ PrefixListIds: ids, ...input }, context) {
    const page = await describeResources<PrefixListRecord>(
      context,
      { ...input, ids },
      {
        words: PREFIX_LIST,
        filters: FILTERS,
        bounds: { min: 1, max: 100 },
        reads: async (_tx, { region }) => prefixListsOf(region),
      },
    );
    return {
      PrefixLists: page.items.map(({ record }) => ({
        PrefixListId: record.id,
        AddressFamily: 'IPv4',
        State: 'create-complete' as const,
        PrefixListArn: record.arn,
        PrefixListName: record.name,
        Tags: [],
        OwnerId: 'AWS',
      })),
      NextToken: page.nextToken,
    };
  },
});
