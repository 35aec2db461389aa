import type { DestinationConfig, FunctionEventInvokeConfig } from '../../model/generated/lambda.ts';
import type { OperationContext } from '../../operation/context.ts';
import type { LambdaEventSettingsRow } from '../../store/lambda-tables.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { noEventSettings, notBuilt } from './errors.ts';
import { requireVersion } from './find-function.ts';
import { functionArn, namedArn, namedFunction, type NamedFunction } from './function-name.ts';
import { lambdaOperation } from './lambda-operation.ts';
import { pageOf } from './pages.ts';
import { onFunction } from './permissions.ts';
import { LATEST, type FunctionRecord } from './records.ts';

interface Input {
  readonly FunctionName: string;
  readonly Qualifier?: string | undefined;
  readonly MaximumRetryAttempts?: number | undefined;
  readonly MaximumEventAgeInSeconds?: number | undefined;
  readonly DestinationConfig?: DestinationConfig | undefined;
}

function targetOf({ FunctionName, Qualifier }: Input, context: OperationContext): NamedFunction {
  return namedFunction(context, FunctionName, Qualifier);
}

function onIt(action: string) {
  return (input: Input, context: OperationContext) => onFunction(context, action, targetOf(input, context));
}

export const putFunctionEventInvokeConfig = lambdaOperation('PutFunctionEventInvokeConfig', {
  authorizes: onIt('lambda:PutFunctionEventInvokeConfig'),
  runs: (input, context) => keep(input, context, 'replaces'),
});

export const updateFunctionEventInvokeConfig = lambdaOperation('UpdateFunctionEventInvokeConfig', {
  authorizes: onIt('lambda:UpdateFunctionEventInvokeConfig'),
  runs: (input, context) => keep(input, context, 'changes'),
});

export const getFunctionEventInvokeConfig = lambdaOperation('GetFunctionEventInvokeConfig', {
  authorizes: onIt('lambda:GetFunctionEventInvokeConfig'),

  runs: (input, context) =>
    context.house.store.read(async (tx) => {
      const named = targetOf(input, context);
      const { found } = await requireVersion(tx, named);
      return toWire(found, await requireRow(tx, found, named));
    }),
});

export const deleteFunctionEventInvokeConfig = lambdaOperation('DeleteFunctionEventInvokeConfig', {
  authorizes: onIt('lambda:DeleteFunctionEventInvokeConfig'),

  async runs(input, context) {
    await context.house.store.write(async (tx) => {
      const named = targetOf(input, context);
      const { found } = await requireVersion(tx, named);
      await remove(tx, await requireRow(tx, found, named));
    });
    return {};
  },
});

export const listFunctionEventInvokeConfigs = lambdaOperation('ListFunctionEventInvokeConfigs', {
  authorizes: onIt('lambda:ListFunctionEventInvokeConfigs'),

  runs: (input, context) =>
    context.house.store.read(async (tx) => {
      const { found } = await requireVersion(tx, targetOf(input, context));
      const rows = await tx
        .selectFrom('lambda_event_settings')
        .selectAll()
        .where('function_id', '=', found.functionId)
        .orderBy('qualifier')
        .execute();
      const keyOf = ({ qualifier }: LambdaEventSettingsRow) => `:${qualifier}`;
      const { items, NextMarker } = pageOf('ListFunctionEventInvokeConfigs', input, rows, keyOf);
      return { FunctionEventInvokeConfigs: items.map((row) => toWire(found, row)), NextMarker };
    }),
});

async function keep(
  input: Input,
  context: OperationContext,
  how: 'replaces' | 'changes',
): Promise<FunctionEventInvokeConfig> {
  const { OnSuccess, OnFailure } = input.DestinationConfig ?? {};
  if (OnSuccess?.Destination !== undefined || OnFailure?.Destination !== undefined) {
    throw notBuilt('destinations of events');
  }
  const named = targetOf(input, context);
  return context.house.store.write(async (tx) => {
    const { found } = await requireVersion(tx, named);
    const before = how === 'changes' ? await requireRow(tx, found, named) : undefined;
    const row: LambdaEventSettingsRow = {
      function_id: found.functionId,
      qualifier: keyOf(named),
      retries: input.MaximumRetryAttempts ?? before?.retries ?? null,
      age_seconds: input.MaximumEventAgeInSeconds ?? before?.age_seconds ?? null,
      last_modified: context.house.clock.now().getTime(),
    };
    await remove(tx, row);
    await tx.insertInto('lambda_event_settings').values(row).execute();
    return toWire(found, row);
  });
}

/** `$LATEST` is what an event without a qualifier meets. */
function keyOf({ qualifier }: NamedFunction): string {
  return qualifier === undefined || qualifier === LATEST ? '' : qualifier;
}

async function requireRow(
  tx: ReadTx,
  { functionId }: FunctionRecord,
  named: NamedFunction,
): Promise<LambdaEventSettingsRow> {
  const row = await tx
    .selectFrom('lambda_event_settings')
    .selectAll()
    .where('function_id', '=', functionId)
    .where('qualifier', '=', keyOf(named))
    .executeTakeFirst();
  if (row === undefined) throw noEventSettings(namedArn({ ...named, qualifier: named.qualifier ?? LATEST }));
  return row;
}

async function remove(tx: WriteTx, row: LambdaEventSettingsRow): Promise<void> {
  await tx
    .deleteFrom('lambda_event_settings')
    .where('function_id', '=', row.function_id)
    .where('qualifier', '=', row.qualifier)
    .execute();
}

function toWire(found: FunctionRecord, row: LambdaEventSettingsRow): FunctionEventInvokeConfig {
  return {
    FunctionArn: functionArn(found, row.qualifier === '' ? LATEST : row.qualifier),
    LastModified: new Date(row.last_modified),
    MaximumRetryAttempts: row.retries ?? undefined,
    MaximumEventAgeInSeconds: row.age_seconds ?? undefined,
    DestinationConfig: { OnSuccess: {}, OnFailure: {} },
  };
}

const DEFAULTS = { retries: 2, ageSeconds: 21_600 };

/** What becomes of an event whose function fails, as set or as AWS has it from the start. */
export async function eventSettingsOf(
  tx: ReadTx,
  functionId: string,
  qualifier: string,
): Promise<{ readonly retries: number; readonly ageSeconds: number }> {
  const row = await tx
    .selectFrom('lambda_event_settings')
    .select(['retries', 'age_seconds'])
    .where('function_id', '=', functionId)
    .where('qualifier', '=', qualifier === LATEST ? '' : qualifier)
    .executeTakeFirst();
  return {
    retries: row?.retries ?? DEFAULTS.retries,
    ageSeconds: row?.age_seconds ?? DEFAULTS.ageSeconds,
  };
}
