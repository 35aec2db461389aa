import type { OperationContext } from '../../operation/context.ts';
import { codeLocation } from './code-location.ts';
import { requireFunction, requireVersion, type FoundVersion } from './find-function.ts';
import { namedFunction } from './function-name.ts';
import { lambdaOperation } from './lambda-operation.ts';
import { pageOf } from './pages.ts';
import { onFunction } from './permissions.ts';
import { functionRecord, LATEST } from './records.ts';
import { tagMap, tagsOf } from './tags.ts';
import { configurationToWire } from './to-wire.ts';
import { versionsOf } from './versions.ts';

export const getFunction = lambdaOperation('GetFunction', {
  authorizes: (input, context) =>
    onFunction(context, 'lambda:GetFunction', namedFunction(context, input.FunctionName, input.Qualifier)),

  async runs(input, context) {
    const named = namedFunction(context, input.FunctionName, input.Qualifier);
    const { met, tags } = await context.house.store.read(async (tx) => {
      const found = await requireVersion(tx, named);
      return { met: found, tags: await tagsOf(tx, found.found.functionId) };
    });
    const reserved = met.found.reservedConcurrency;
    return {
      Configuration: toWire(met, named.qualifier),
      Code: { RepositoryType: 'S3', Location: codeLocation(context.house, met.version.blobId) },
      Tags: tags.length === 0 ? undefined : tagMap(tags),
      Concurrency: reserved === undefined ? undefined : { ReservedConcurrentExecutions: reserved },
    };
  },
});

export const getFunctionConfiguration = lambdaOperation('GetFunctionConfiguration', {
  authorizes: (input, context) =>
    onFunction(
      context,
      'lambda:GetFunctionConfiguration',
      namedFunction(context, input.FunctionName, input.Qualifier),
    ),

  async runs(input, context) {
    const named = namedFunction(context, input.FunctionName, input.Qualifier);
    return toWire(await context.house.store.read((tx) => requireVersion(tx, named)), named.qualifier);
  },
});

function toWire({ found, version }: FoundVersion, qualifier: string | undefined) {
  return configurationToWire(found, version, qualifier);
}

/** The functions of a region, by name; with `FunctionVersion=ALL` all their versions. */
export const listFunctions = lambdaOperation('ListFunctions', {
  authorizes: () => ({ action: 'lambda:ListFunctions', resource: '*' }),

  async runs(input, { house, accountId, facts }) {
    return house.store.read(async (tx) => {
      const rows = await tx
        .selectFrom('lambda_functions')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('region', '=', facts.region)
        .orderBy('name')
        .execute();
      const page = pageOf('ListFunctions', input, rows, ({ name }) => name);
      const listed = page.items.map(async (row) => {
        const found = functionRecord(row);
        const versions = await versionsOf(tx, found);
        const wanted =
          input.FunctionVersion === 'ALL' ? versions : versions.filter(({ version }) => version === LATEST);
        return wanted.map((version) =>
          configurationToWire(found, version, input.FunctionVersion === 'ALL' ? version.version : undefined),
        );
      });
      return { Functions: (await Promise.all(listed)).flat(), NextMarker: page.NextMarker };
    });
  },
});

/** No function is signed: code signing is not built. */
export const getFunctionCodeSigningConfig = lambdaOperation('GetFunctionCodeSigningConfig', {
  authorizes: (input, context) =>
    onFunction(context, 'lambda:GetFunctionCodeSigningConfig', namedFunction(context, input.FunctionName)),

  async runs(input, context) {
    const named = namedFunction(context, input.FunctionName);
    const { name } = await context.house.store.read((tx) => requireFunction(tx, named));
    return { CodeSigningConfigArn: '', FunctionName: name };
  },
});

const GB = 1024 ** 3;
const MB = 1024 ** 2;
/** What one account may run at once and store, as AWS sets it at first. */
const CONCURRENCY = 1000;

export const getAccountSettings = lambdaOperation('GetAccountSettings', {
  authorizes: () => ({ action: 'lambda:GetAccountSettings', resource: '*' }),

  async runs(_input, context) {
    const { functions, size, reserved } = await usage(context);
    return {
      AccountLimit: {
        TotalCodeSize: 75 * GB,
        CodeSizeUnzipped: 250 * MB,
        CodeSizeZipped: 50 * MB,
        ConcurrentExecutions: CONCURRENCY,
        UnreservedConcurrentExecutions: CONCURRENCY - reserved,
      },
      AccountUsage: { TotalCodeSize: size, FunctionCount: functions },
    };
  },
});

/** What an account's functions and layers take in a region. */
async function usage({ house, accountId, facts }: OperationContext) {
  return house.store.read(async (tx) => {
    const rows = await tx
      .selectFrom('lambda_functions')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('region', '=', facts.region)
      .execute();
    const sizes = await tx
      .selectFrom('lambda_versions')
      .innerJoin('lambda_functions', 'lambda_functions.function_id', 'lambda_versions.function_id')
      .select('lambda_versions.code_size')
      .where('account_id', '=', accountId)
      .where('region', '=', facts.region)
      .execute();
    const layers = await tx
      .selectFrom('lambda_layer_versions')
      .innerJoin('lambda_layers', 'lambda_layers.layer_id', 'lambda_layer_versions.layer_id')
      .select('lambda_layer_versions.code_size')
      .where('account_id', '=', accountId)
      .where('region', '=', facts.region)
      .execute();
    return {
      functions: rows.length,
      size: [...sizes, ...layers].reduce((sum, { code_size: one }) => sum + one, 0),
      reserved: rows.reduce((sum, { reserved_concurrency: one }) => sum + (one ?? 0), 0),
    };
  });
}
