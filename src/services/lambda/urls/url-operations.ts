import type { Cors, FunctionUrlConfig } from '../../../model/generated/lambda.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { House } from '../../../operation/house.ts';
import { notBuilt, resourceNotFound, urlExists } from '../errors.ts';
import { functionIn, requireVersion } from '../find-function.ts';
import { functionArn, namedArn, namedFunction, type NamedFunction } from '../function-name.ts';
import { lambdaOperation } from '../lambda-operation.ts';
import { pageOf } from '../pages.ts';
import { onFunction } from '../permissions.ts';
import { LATEST, type FunctionRecord } from '../records.ts';
import { urlOf, urlsOf, type UrlRecord } from './url-records.ts';

interface OnUrl {
  readonly FunctionName: string;
  readonly Qualifier?: string | undefined;
}

/** `$LATEST` is the function itself. */
function targetOf({ FunctionName, Qualifier }: OnUrl, context: OperationContext): NamedFunction {
  const named = namedFunction(context, FunctionName, Qualifier);
  return named.qualifier === LATEST ? { ...named, qualifier: undefined } : named;
}

/** @param wanted the kind of authentication that the call sets; the URL's own counts otherwise */
async function onUrl(
  context: OperationContext,
  action: string,
  named: NamedFunction,
  wanted?: string,
): Promise<Authorization> {
  const current = await context.house.store.read(async (tx) => {
    const found = await functionIn(tx, named);
    return found && (await urlOf(tx, found, named.qualifier));
  });
  return onFunction(context, action, named, {
    'lambda:FunctionArn': namedArn(named),
    'lambda:FunctionUrlAuthType': wanted ?? current?.authType,
  });
}

/** Gives a function or an alias an address of its own. */
export const createFunctionUrlConfig = lambdaOperation('CreateFunctionUrlConfig', {
  authorizes: (input, context) =>
    onUrl(context, 'lambda:CreateFunctionUrlConfig', targetOf(input, context), input.AuthType),

  async runs(input, context) {
    const { house } = context;
    if (input.InvokeMode === 'RESPONSE_STREAM') throw notBuilt('streamed responses');
    const named = targetOf(input, context);
    const now = house.clock.now().getTime();
    const urlId = house.ids.token(32);
    return house.store.write(async (tx) => {
      const { found } = await requireVersion(tx, named);
      if ((await urlOf(tx, found, named.qualifier)) !== undefined) throw urlExists(namedArn(named));
      const row = {
        ...{ url_id: urlId, function_id: found.functionId, qualifier: named.qualifier ?? '' },
        ...{ auth_type: input.AuthType, cors: corsText(input.Cors), created_at: now, modified_at: now },
      };
      await tx.insertInto('lambda_urls').values(row).execute();
      const { LastModifiedTime: _, ...told } = toWire(house, found, {
        ...{ urlId, qualifier: named.qualifier, authType: input.AuthType },
        cors: corsOf(input.Cors),
        ...{ createdAt: new Date(now), modifiedAt: new Date(now) },
      });
      return told;
    });
  },
});

export const getFunctionUrlConfig = lambdaOperation('GetFunctionUrlConfig', {
  authorizes: (input, context) => onUrl(context, 'lambda:GetFunctionUrlConfig', targetOf(input, context)),

  async runs(input, context) {
    const named = targetOf(input, context);
    const { found, url } = await context.house.store.read(async (tx) => {
      const met = await functionIn(tx, named);
      return { found: met, url: met && (await urlOf(tx, met, named.qualifier)) };
    });
    if (found === undefined || url === undefined) throw resourceNotFound();
    return toWire(context.house, found, url);
  },
});

export const updateFunctionUrlConfig = lambdaOperation('UpdateFunctionUrlConfig', {
  authorizes: (input, context) =>
    onUrl(context, 'lambda:UpdateFunctionUrlConfig', targetOf(input, context), input.AuthType),

  async runs(input, context) {
    const { house } = context;
    if (input.InvokeMode === 'RESPONSE_STREAM') throw notBuilt('streamed responses');
    const named = targetOf(input, context);
    const modifiedAt = house.clock.now();
    return house.store.write(async (tx) => {
      const found = await functionIn(tx, named);
      const url = found && (await urlOf(tx, found, named.qualifier));
      if (found === undefined || url === undefined) throw resourceNotFound();
      const changed: UrlRecord = {
        ...url,
        authType: input.AuthType ?? url.authType,
        cors: input.Cors === undefined ? url.cors : corsOf(input.Cors),
        modifiedAt,
      };
      await tx
        .updateTable('lambda_urls')
        .set({
          ...{ auth_type: changed.authType, cors: corsText(changed.cors) },
          modified_at: modifiedAt.getTime(),
        })
        .where('url_id', '=', url.urlId)
        .execute();
      return toWire(house, found, changed);
    });
  },
});

export const deleteFunctionUrlConfig = lambdaOperation('DeleteFunctionUrlConfig', {
  authorizes: (input, context) => onUrl(context, 'lambda:DeleteFunctionUrlConfig', targetOf(input, context)),

  async runs(input, context) {
    const named = targetOf(input, context);
    await context.house.store.write(async (tx) => {
      const found = await functionIn(tx, named);
      const url = found && (await urlOf(tx, found, named.qualifier));
      if (url === undefined) throw resourceNotFound();
      await tx.deleteFrom('lambda_urls').where('url_id', '=', url.urlId).execute();
    });
    return {};
  },
});

export const listFunctionUrlConfigs = lambdaOperation('ListFunctionUrlConfigs', {
  authorizes: (input, context) =>
    onFunction(context, 'lambda:ListFunctionUrlConfigs', targetOf(input, context)),

  async runs(input, context) {
    const named = { ...targetOf(input, context), qualifier: undefined };
    const { found, urls } = await context.house.store.read(async (tx) => {
      const met = await requireVersion(tx, named);
      return { found: met.found, urls: await urlsOf(tx, met.found) };
    });
    const keyOf = ({ qualifier }: UrlRecord) => `:${qualifier ?? ''}`;
    const { items, NextMarker } = pageOf(`ListFunctionUrlConfigs ${found.arn}`, input, urls, keyOf);
    return { FunctionUrlConfigs: items.map((url) => toWire(context.house, found, url)), NextMarker };
  },
});

/** Settings that say nothing are none. */
function corsOf(cors: Cors | undefined): Cors | undefined {
  return cors === undefined || Object.keys(cors).length === 0 ? undefined : cors;
}

function corsText(cors: Cors | undefined): string | null {
  const given = corsOf(cors);
  return given === undefined ? null : JSON.stringify(given);
}

function toWire({ settings }: House, found: FunctionRecord, url: UrlRecord): FunctionUrlConfig {
  return {
    FunctionUrl: addressOf(settings.endpoint, url.urlId, found.region),
    FunctionArn: functionArn(found, url.qualifier),
    AuthType: url.authType,
    Cors: url.cors,
    CreationTime: url.createdAt.toISOString(),
    LastModifiedTime: url.modifiedAt.toISOString(),
    InvokeMode: 'BUFFERED',
  };
}

/** On this machine names that end in `localhost` are its own. */
function addressOf(endpoint: string, urlId: string, region: string): string {
  const { port } = new URL(endpoint);
  return `http://${urlId}.lambda-url.${region}.localhost:${port === '' ? 80 : port}/`;
}
