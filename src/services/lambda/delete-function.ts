import { latestStays, versionHasAlias } from './errors.ts';
import { isVersion, requireFunction, requireVersion } from './find-function.ts';
import { deleteBytes, releaseUnused } from './function-code.ts';
import { namedFunction } from './function-name.ts';
import { invalidParameter } from './errors.ts';
import { lambdaOperation } from './lambda-operation.ts';
import { onFunction } from './permissions.ts';
import { LATEST, versionNumber } from './records.ts';
import { forgetTags } from './tags.ts';
import { forgetLayers, versionsOf, zipsOf } from './versions.ts';

/** Deletes a function with everything of it, or one published version. */
export const deleteFunction = lambdaOperation('DeleteFunction', {
  authorizes: (input, context) =>
    onFunction(context, 'lambda:DeleteFunction', namedFunction(context, input.FunctionName, input.Qualifier)),

  async runs(input, context) {
    const { house } = context;
    const named = namedFunction(context, input.FunctionName, input.Qualifier);
    const { qualifier } = named;
    if (qualifier === LATEST) throw latestStays();
    if (qualifier !== undefined && !isVersion(qualifier)) {
      throw invalidParameter('Deletion of aliases is not currently supported.');
    }
    const { functionId, unused } = await house.store.write(async (tx) => {
      const found = await requireFunction(tx, named);
      const { functionId } = found;
      if (qualifier === undefined) {
        const blobs = (await versionsOf(tx, found)).flatMap(zipsOf);
        await forgetTags(tx, functionId);
        await tx.deleteFrom('lambda_functions').where('function_id', '=', functionId).execute();
        return { functionId, unused: await releaseUnused(tx, blobs) };
      }
      const { version } = await requireVersion(tx, named);
      const number = versionNumber(qualifier);
      const aliases = await tx
        .selectFrom('lambda_aliases')
        .select(['name', 'version', 'weights'])
        .where('function_id', '=', functionId)
        .execute();
      const pointing = aliases.filter(
        (alias) =>
          alias.version === number || Object.hasOwn(JSON.parse(alias.weights ?? '{}') as object, qualifier),
      );
      if (pointing.length > 0) throw versionHasAlias(pointing.map(({ name }) => name));
      for (const table of ['lambda_policies', 'lambda_event_settings'] as const) {
        await tx
          .deleteFrom(table)
          .where('function_id', '=', functionId)
          .where('qualifier', '=', qualifier)
          .execute();
      }
      await forgetLayers(tx, functionId, qualifier);
      await tx
        .deleteFrom('lambda_versions')
        .where('function_id', '=', functionId)
        .where('version', '=', number)
        .execute();
      return { functionId, unused: await releaseUnused(tx, zipsOf(version)) };
    });
    house.functions.retire(functionId);
    await deleteBytes(context, unused);
    return { StatusCode: 204 };
  },
});
