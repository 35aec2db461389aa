import { cloudformationOperation } from '../cloudformation-operation.ts';
import { usersOf } from '../engine/outputs.ts';
import { exportNotImported } from '../errors.ts';
import { regionOf } from './find-stack.ts';
import { pageOf } from './pages.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export const listExports = cloudformationOperation('ListExports', {
  authorizes: () => ({ action: 'cloudformation:ListExports', resource: '*' }),

  async runs({ NextToken }, context) {
    const { accountId, region } = regionOf(context);
    const rows = await context.house.store.read((tx) =>
      tx
        .selectFrom('stack_exports')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('region', '=', region)
        .orderBy('name')
        .execute(),
    );
    const { items, ...next } = pageOf('ListExports', NextToken, rows, ({ name }) => name);
    return {
      Exports: items.map(({ stack_id, name, value }) => ({
        ExportingStackId: stack_id,
        Name: name,
        Value: value,
      })),
      ...next,
    };
  },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
export const listImports = cloudformationOperation('ListImports', {
  authorizes: () => ({ action: 'cloudformation:ListImports', resource: '*' }),

  async runs({ ExportName, NextToken }, context) {
    const { accountId: account_id, region } = regionOf(context);
    const users = await context.house.store.read((tx) => usersOf(tx, { account_id, region }, ExportName));
    if (users.length === 0) throw exportNotImported(ExportName);
    const { items, ...next } = pageOf('ListImports', NextToken, users, (name) => name);
    return { Imports: items, ...next };
  },
});
