import {
  assertAssociationId,
  associationState,
  associationToWire,
  type AssociationRecord,
} from './associations.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { associationNotFound } from '../errors.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { pageOf } from '../shared/pages.ts';
import { placeOf } from '../shared/place.ts';

/** @param now ms since 1970 in emulated time */
function filtersAt(now: number): FilterFields<AssociationRecord> {
  return {
    fields: {
      'instance-id': ({ instance_id }) => instance_id,
      state: (record) => associationState(record, now),
    },
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeIamInstanceProfileAssociations.html */
export const describeIamInstanceProfileAssociations = ec2Operation('DescribeIamInstanceProfileAssociations', {
  authorizes: describing('DescribeIamInstanceProfileAssociations'),
  async runs(input, context) {
    const { accountId, region } = placeOf(context);
    const now = context.house.clock.now().getTime();
    const matches = compileFilters(input.Filters, filtersAt(now));
    const ids = input.AssociationIds ?? [];
    for (const id of ids) assertAssociationId(id);
    const rows = await context.house.store.read((tx) =>
      tx
        .selectFrom('instance_profile_associations')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('region', '=', region)
        .orderBy('id')
        .execute(),
    );
    const shown = rows.filter((row) => associationState(row, now) !== undefined);
    const unknown = ids.find((id) => !shown.some((row) => row.id === id));
    if (unknown !== undefined) throw associationNotFound(unknown);
    const wanted = ids.length === 0 ? shown : shown.filter(({ id }) => ids.includes(id));
    const page = pageOf(wanted.filter(matches), ({ id }) => id, input);
    return {
      IamInstanceProfileAssociations: page.items.map((record) => associationToWire(record, now)),
      NextToken: page.nextToken,
    };
  },
});
