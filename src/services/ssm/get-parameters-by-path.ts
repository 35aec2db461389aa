import type { OperationContext } from '../../operation/context.ts';
import { pageAfter } from '../../operation/pages.ts';
import { invalidNextToken, invalidPath } from './errors.ts';
import { isBeneath, readFilters, type Filtered } from './filters.ts';
import { parameterToWire, placeOf } from './find-parameters.ts';
import { parameterArn } from './parameter-names.ts';
import { readLabels, readParameters } from './parameter-record.ts';
import { publicParameters } from './public-parameters.ts';
import { ssmOperation } from './ssm-operation.ts';

const PAGE = 10;
const PATH = /^\/[a-zA-Z0-9_.\-/]*$/;

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export const getParametersByPath = ssmOperation('GetParametersByPath', {
  authorizes({ Path, Recursive = false }, context) {
    if (!PATH.test(Path)) throw invalidPath();
    return {
      action: 'ssm:GetParametersByPath',
      resource: parameterArn(context, Path),
      keys: { 'ssm:Recursive': String(Recursive) },
    };
  },

  async runs({ Path, Recursive = false, ParameterFilters = [], WithDecryption, ...page }, context) {
    const passes = readFilters(ParameterFilters, ['Type', 'KeyId', 'Label']);
    const all = Path.startsWith('/aws/') ? await published(context) : await own(context, Path);
    const beneath = all.filter((one) => isBeneath(one.record.name, Path, Recursive) && passes(one));
    const { items, next } = pageAfter(
      {
        listing: JSON.stringify(['GetParametersByPath', Path, Recursive]),
        size: page.MaxResults ?? PAGE,
        token: page.NextToken,
        invalidToken: invalidNextToken,
      },
      beneath,
      ({ record }) => record.name,
    );
    const Parameters = items.map(({ record }) =>
      parameterToWire(context, { record, selector: undefined }, WithDecryption),
    );
    return { Parameters, NextToken: next };
  },
});

async function published({ house, facts }: OperationContext): Promise<readonly Filtered[]> {
  const records = await publicParameters(house, facts.region);
  return records.map((record) => ({ record, labels: [], tags: [] }));
}

function own(context: OperationContext, path: string): Promise<readonly Filtered[]> {
  return context.house.store.read(async (tx) => {
    // Names without slashes are in `/` too.
    const prefix = path === '/' ? undefined : path;
    const records = await readParameters(tx, placeOf(context), { prefix });
    const labels = await readLabels(
      tx,
      records.flatMap(({ id }) => id ?? []),
    );
    return records.map((record) => ({
      record,
      labels: labels
        .filter((one) => one.parameter_id === record.id && one.version === record.version)
        .map(({ label }) => label),
      tags: [],
    }));
  });
}
