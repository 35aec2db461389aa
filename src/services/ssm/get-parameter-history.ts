import type { ParameterHistory } from '../../model/generated/ssm.ts';
import { pageAfter } from '../../operation/pages.ts';
import { versionToWire } from './describe-parameters.ts';
import { invalidNextToken } from './errors.ts';
import { newestOf, placeOf } from './find-parameters.ts';
import { readReference } from './parameter-names.ts';
import { readLabels, readVersions } from './parameter-record.ts';
import { onParameters } from './permissions.ts';
import { shownValue } from './secure-values.ts';
import { ssmOperation } from './ssm-operation.ts';

const PAGE = 50;

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
export const getParameterHistory = ssmOperation('GetParameterHistory', {
  authorizes: ({ Name }, context) => onParameters(context, 'GetParameterHistory', [Name]),

  async runs({ Name, WithDecryption, MaxResults = PAGE, NextToken: token }, context) {
    const { house } = context;
    const { id, versions, labels } = await house.store.read(async (tx) => {
      const newest = await newestOf(tx, placeOf(context), readReference(Name, context));
      return {
        id: newest.id,
        versions: await readVersions(tx, newest.id, newest.name),
        labels: await readLabels(tx, [newest.id]),
      };
    });
    const { items, next } = pageAfter(
      {
        listing: `GetParameterHistory ${id}`,
        size: MaxResults,
        token,
        invalidToken: invalidNextToken,
      },
      versions,
      ({ version }) => String(version).padStart(16, '0'),
    );
    const Parameters = items.map((record): ParameterHistory => ({
      ...versionToWire(record),
      Value: shownValue(house.keyRing, record.data, WithDecryption === true),
      Labels: labels.filter(({ version }) => version === record.version).map(({ label }) => label),
    }));
    return { Parameters, NextToken: next };
  },
});
