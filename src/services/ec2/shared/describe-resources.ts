import type { OperationContext } from '../../../operation/context.ts';
import type { Filter } from '../../../model/generated/ec2.ts';
import type { ReadTx } from '../../../store/store.ts';
import { notFound, type ResourceWords } from '../errors.ts';
import { compileFilters, type FilterFields } from './filters.ts';
import { readTags } from '../instances/instance-record.ts';
import { pageOf, type Page, type PageBounds, type PageRequest, USUAL_BOUNDS } from './pages.ts';
import { placeOf, type Place } from './place.ts';
import { assertIdsOf } from './resources.ts';
import type { Tags } from '../tags/tags.ts';

/** A resource with its tags. */
export interface Tagged<T> {
  readonly record: T;
  readonly tags: Tags | undefined;
}

/** How one kind of resource is described. */
interface Describing<T> {
  readonly words: ResourceWords;
  readonly reads: (tx: ReadTx, place: Place) => Promise<readonly T[]>;
  readonly filters: FilterFields<Tagged<T>>;
  readonly bounds?: PageBounds | undefined;
}

interface DescribeRequest extends PageRequest {
  readonly ids: readonly string[] | undefined;
  readonly Filters?: readonly Filter[] | undefined;
}

/**
 * Reads, filters and pages resources of a kind, sorted by id.
 *
 * @throws AwsError the kind's `.Malformed` and `.NotFound` for ids, and as `compileFilters` and `pageOf`
 */
export async function describeResources<T extends { readonly id: string }>(
  context: OperationContext,
  { ids = [], Filters, MaxResults, NextToken }: DescribeRequest,
  { words, reads, filters, bounds = USUAL_BOUNDS }: Describing<T>,
): Promise<Page<Tagged<T>>> {
  assertIdsOf(words, ids);
  const matches = compileFilters(Filters, filters);
  const place = placeOf(context);
  const found = await context.house.store.read(async (tx) => {
    const records = await reads(tx, place);
    const wanted = ids.length === 0 ? records : records.filter(({ id }) => ids.includes(id));
    const tags = await readTags(
      tx,
      wanted.map(({ id }) => id),
    );
    return wanted.map((record) => ({ record, tags: tags.get(record.id) }));
  });
  const unknown = [...new Set(ids)].filter((id) => !found.some(({ record }) => record.id === id));
  if (unknown.length > 0) throw notFound(words, unknown);
  const sorted = found.filter(matches).toSorted((a, b) => (a.record.id < b.record.id ? -1 : 1));
  return pageOf(sorted, ({ record }) => record.id, { MaxResults, NextToken }, bounds);
}
