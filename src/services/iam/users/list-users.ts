import { iamOperation } from '../iam-operation.ts';
import { authorizeListing } from '../shared/authorize-owner.ts';
import { closePage, openPage } from '../shared/paging.ts';
import { pathRange } from '../shared/path-range.ts';
import { userToWire } from './user-to-wire.ts';

/** Lists the account's users by name, under a path when one is given. */
export const listUsers = iamOperation('ListUsers', {
  authorizes: (input, context) => authorizeListing(context, 'iam:ListUsers', 'user', input.PathPrefix),

  async runs(input, { house, accountId }) {
    const page = openPage('ListUsers', input);
    const { least, bound } = pathRange(input.PathPrefix);
    const rows = await house.store.read((tx) =>
      tx
        .selectFrom('users')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('name_key', '>', page.after)
        .where('path', '>=', least)
        .where('path', '<', bound)
        .orderBy('name_key')
        .limit(page.size + 1)
        .execute(),
    );
    const { items, end } = closePage(page, rows, (row) => row.name_key);
    return { Users: items.map(userToWire), ...end };
  },
});
