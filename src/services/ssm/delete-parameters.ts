import type { OperationContext } from '../../operation/context.ts';
import { forgetTags } from '../../operation/resource-tags.ts';
import type { WriteTx } from '../../store/store.ts';
import { parameterNotFound } from './errors.ts';
import { placeOf } from './find-parameters.ts';
import { readParameters } from './parameter-record.ts';
import { onParameters } from './permissions.ts';
import { ssmOperation } from './ssm-operation.ts';
import { tagOwner } from './tags.ts';

export const deleteParameter = ssmOperation('DeleteParameter', {
  authorizes: ({ Name }, context) => onParameters(context, 'DeleteParameter', [Name]),

  async runs({ Name }, context) {
    const deleted = await context.house.store.write((tx) => deleteAll(tx, context, [Name]));
    if (deleted.length === 0) throw parameterNotFound();
    return {};
  },
});

export const deleteParameters = ssmOperation('DeleteParameters', {
  authorizes: ({ Names }, context) => onParameters(context, 'DeleteParameters', Names),

  async runs({ Names }, context) {
    const names = [...new Set(Names)];
    const DeletedParameters = await context.house.store.write((tx) => deleteAll(tx, context, names));
    const InvalidParameters = names.filter((name) => !DeletedParameters.includes(name));
    return { DeletedParameters, InvalidParameters };
  },
});

/** @returns the names of those that were there */
async function deleteAll(
  tx: WriteTx,
  context: OperationContext,
  names: readonly string[],
): Promise<readonly string[]> {
  const records = await readParameters(tx, placeOf(context), { names });
  for (const { id = '' } of records) {
    await forgetTags(tx, tagOwner(id));
    await tx.deleteFrom('parameters').where('id', '=', id).execute();
  }
  return records.map(({ name }) => name);
}
