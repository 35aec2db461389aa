import type { ReadTx } from '../../../store/store.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { readTags } from '../instances/instance-record.ts';
import { pageOf } from '../shared/pages.ts';
import { placeOf, type Place } from '../shared/place.ts';
import { TAGGED_KINDS, type ResourceTypeName } from '../shared/resources.ts';
import { idsOfKind } from './tagged-resources.ts';

/** One tag of one resource. */
interface TagOfResource {
  readonly id: string;
  readonly type: ResourceTypeName;
  readonly key: string;
  readonly value: string;
}

const FILTERS: FilterFields<TagOfResource> = {
  tags: ({ key, value }) => ({ [key]: value }),
  fields: {
    key: ({ key }) => key,
    'resource-id': ({ id }) => id,
    'resource-type': ({ type }) => type,
    value: ({ value }) => value,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html */
export const describeTags = ec2Operation('DescribeTags', {
  authorizes: describing('DescribeTags'),
  async runs({ Filters, ...paging }, context) {
    const matches = compileFilters(Filters, FILTERS);
    const now = context.house.clock.now().getTime();
    const all = await context.house.store.read((tx) => readAllTags(tx, placeOf(context), now));
    const sorted = all.filter(matches).toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    const page = pageOf(sorted, orderOf, paging);
    return {
      Tags: page.items.map(({ id, type, key, value }) => ({
        Key: key,
        ResourceId: id,
        ResourceType: type,
        Value: value,
      })),
      NextToken: page.nextToken,
    };
  },
});

function orderOf({ id, key }: TagOfResource): string {
  return `${id}/${key}`;
}

async function readAllTags(tx: ReadTx, place: Place, now: number): Promise<readonly TagOfResource[]> {
  const all: TagOfResource[] = [];
  for (const kind of TAGGED_KINDS) {
    const tags = await readTags(tx, await idsOfKind(tx, place, kind, now));
    for (const [id, byKey] of tags) {
      for (const [key, value] of Object.entries(byKey)) all.push({ id, type: kind.type, key, value });
    }
  }
  return all;
}
