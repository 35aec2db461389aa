import type { AliasRoutingConfiguration } from '../../model/generated/lambda.ts';
import type { OperationContext } from '../../operation/context.ts';
import type { LambdaAliasRow } from '../../store/lambda-tables.ts';
import type { ReadTx } from '../../store/store.ts';
import { aliasExists, aliasNotFound, functionNotFound, invalidParameter, wrongRevision } from './errors.ts';
import { aliasIn, requireFunction, versionIn } from './find-function.ts';
import { functionArn, namedFunction, type NamedFunction } from './function-name.ts';
import { lambdaOperation } from './lambda-operation.ts';
import { pageOf } from './pages.ts';
import { onFunction } from './permissions.ts';
import { LATEST, versionNumber, type FunctionRecord } from './records.ts';
import { aliasToWire } from './to-wire.ts';

interface OnAlias {
  readonly FunctionName: string;
}

/** What changes an alias is asked for on its function. */
function onItsFunction(action: string) {
  return (input: OnAlias, context: OperationContext) =>
    onFunction(context, action, functionOf(input, context));
}

function functionOf(input: OnAlias, context: OperationContext): NamedFunction {
  return { ...namedFunction(context, input.FunctionName), qualifier: undefined };
}

export const createAlias = lambdaOperation('CreateAlias', {
  authorizes: onItsFunction('lambda:CreateAlias'),

  runs: (input, context) =>
    context.house.store.write(async (tx) => {
      const found = await requireFunction(tx, functionOf(input, context));
      if ((await aliasIn(tx, found.functionId, input.Name)) !== undefined) {
        throw aliasExists(functionArn(found, input.Name));
      }
      const weights = await checkedWeights(tx, found, input.FunctionVersion, input.RoutingConfig);
      const alias: LambdaAliasRow = {
        function_id: found.functionId,
        name: input.Name,
        version: versionNumber(input.FunctionVersion),
        description: input.Description ?? '',
        weights,
        revision_id: context.house.ids.requestId(),
      };
      await tx.insertInto('lambda_aliases').values(alias).execute();
      return aliasToWire(found, alias);
    }),
});

export const updateAlias = lambdaOperation('UpdateAlias', {
  authorizes: onItsFunction('lambda:UpdateAlias'),

  runs: (input, context) =>
    context.house.store.write(async (tx) => {
      const found = await requireFunction(tx, functionOf(input, context));
      const alias = await requireAlias(tx, found, input.Name);
      if (input.RevisionId !== undefined && input.RevisionId !== alias.revision_id)
        throw wrongRevision('GetFunction/GetAlias');
      const version = input.FunctionVersion ?? (alias.version === 0 ? LATEST : String(alias.version));
      const routing = input.RoutingConfig ?? routingOf(alias);
      const changed: LambdaAliasRow = {
        ...alias,
        version: versionNumber(version),
        description: input.Description ?? alias.description,
        weights: await checkedWeights(tx, found, version, routing),
        revision_id: context.house.ids.requestId(),
      };
      await tx
        .updateTable('lambda_aliases')
        .set(changed)
        .where('function_id', '=', found.functionId)
        .where('name', '=', alias.name)
        .execute();
      return aliasToWire(found, changed);
    }),
});

export const getAlias = lambdaOperation('GetAlias', {
  authorizes: onItsFunction('lambda:GetAlias'),

  runs: (input, context) =>
    context.house.store.read(async (tx) => {
      const found = await requireFunction(tx, functionOf(input, context));
      return aliasToWire(found, await requireAlias(tx, found, input.Name));
    }),
});

/** Deletes an alias with its policy and its URL; one that is not there is no error, as on AWS. */
export const deleteAlias = lambdaOperation('DeleteAlias', {
  authorizes: onItsFunction('lambda:DeleteAlias'),

  async runs(input, context) {
    await context.house.store.write(async (tx) => {
      const { functionId } = await requireFunction(tx, functionOf(input, context));
      for (const table of ['lambda_policies', 'lambda_event_settings', 'lambda_urls'] as const) {
        await tx
          .deleteFrom(table)
          .where('function_id', '=', functionId)
          .where('qualifier', '=', input.Name)
          .execute();
      }
      await tx
        .deleteFrom('lambda_aliases')
        .where('function_id', '=', functionId)
        .where('name', '=', input.Name)
        .execute();
    });
    return {};
  },
});

export const listAliases = lambdaOperation('ListAliases', {
  authorizes: onItsFunction('lambda:ListAliases'),

  runs: (input, context) =>
    context.house.store.read(async (tx) => {
      const found = await requireFunction(tx, functionOf(input, context));
      const rows = await tx
        .selectFrom('lambda_aliases')
        .selectAll()
        .where('function_id', '=', found.functionId)
        .orderBy('name')
        .execute();
      const { FunctionVersion } = input;
      const wanted =
        FunctionVersion === undefined
          ? rows
          : rows.filter(({ version }) => version === versionNumber(FunctionVersion));
      const { items, NextMarker } = pageOf('ListAliases', input, wanted, ({ name }) => name);
      return { Aliases: items.map((alias) => aliasToWire(found, alias)), NextMarker };
    }),
});

async function requireAlias(tx: ReadTx, found: FunctionRecord, name: string): Promise<LambdaAliasRow> {
  const alias = await aliasIn(tx, found.functionId, name);
  if (alias === undefined) throw aliasNotFound(functionArn(found, name));
  return alias;
}

function routingOf({ weights }: LambdaAliasRow): AliasRoutingConfiguration | undefined {
  return weights === null
    ? undefined
    : { AdditionalVersionWeights: JSON.parse(weights) as Record<string, number> };
}

/**
 * An alias's second version, as it is stored: at most one, published, other than the first.
 *
 * @throws AwsError ResourceNotFoundException, InvalidParameterValueException
 */
async function checkedWeights(
  tx: ReadTx,
  found: FunctionRecord,
  version: string,
  routing: AliasRoutingConfiguration | undefined,
): Promise<string | null> {
  await requirePublished(tx, found, version);
  const weights = Object.entries(routing?.AdditionalVersionWeights ?? {});
  if (weights.length === 0) return null;
  if (weights.length > 1)
    throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  const [second = ''] = weights[0] ?? [];
  if (version === LATEST)
    throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
  if (second === version) {
    throw invalidParameter(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  }
  await requirePublished(tx, found, second);
  return JSON.stringify(Object.fromEntries(weights));
}

async function requirePublished(tx: ReadTx, found: FunctionRecord, version: string): Promise<void> {
  if ((await versionIn(tx, found.functionId, version)) === undefined) {
    throw functionNotFound(functionArn(found, version));
  }
}
