import { formatArn } from '../../kernel/arn.ts';
import type { ParameterMetadata, ParameterStringFilter } from '../../model/generated/ssm.ts';
import type { OperationContext } from '../../operation/context.ts';
import { pageAfter } from '../../operation/pages.ts';
import { bothKindsOfFilters, invalidNextToken } from './errors.ts';
import { readFilters } from './filters.ts';
import { placeOf } from './find-parameters.ts';
import { parameterArn } from './parameter-names.ts';
import { readParameters, type ParameterRecord } from './parameter-record.ts';
import { ssmOperation } from './ssm-operation.ts';
import { tagsById } from './tags.ts';

const PAGE = 50;
const KEYS = ['Path', 'Name', 'Type', 'KeyId', 'Tier', 'DataType', 'tag:'] as const;

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
export const describeParameters = ssmOperation('DescribeParameters', {
  authorizes: (_input, { accountId, facts }) => ({
    action: 'ssm:DescribeParameters',
    resource: '*',
    named: formatArn({ service: 'ssm', region: facts.region, accountId, resource: '*' }),
  }),

  async runs({ Filters, ParameterFilters, Shared, MaxResults = PAGE, NextToken: token }, context) {
    if ((Filters?.length ?? 0) > 0 && (ParameterFilters?.length ?? 0) > 0) throw bothKindsOfFilters();
    const older = Filters?.map(({ Key, Values }): ParameterStringFilter => ({
      Key,
      Values,
      Option: Key === 'Name' ? 'BeginsWith' : 'Equals',
    }));
    const passes = readFilters([...(older ?? []), ...(ParameterFilters ?? [])], KEYS);
    // Nobody shares parameters with other accounts here.
    const all = Shared === true ? [] : await described(context);
    const { items, next } = pageAfter(
      { listing: 'DescribeParameters', size: MaxResults, token, invalidToken: invalidNextToken },
      all.filter(passes),
      ({ record }) => record.name,
    );
    return { Parameters: items.map(({ record }) => metadataToWire(context, record)), NextToken: next };
  },
});

function described(context: OperationContext) {
  return context.house.store.read(async (tx) => {
    const records = await readParameters(tx, placeOf(context));
    const tags = await tagsById(
      tx,
      records.flatMap(({ id }) => id ?? []),
    );
    return records.map((record) => ({ record, labels: [], tags: tags.get(record.id ?? '') ?? [] }));
  });
}

function metadataToWire(context: OperationContext, record: ParameterRecord): ParameterMetadata {
  return { ARN: parameterArn(context, record.name), ...versionToWire(record) };
}

/** What DescribeParameters and GetParameterHistory show alike. */
export function versionToWire({ name, version, modifiedAt, data }: ParameterRecord) {
  return {
    Name: name,
    Type: data.type,
    KeyId: data.keyId,
    LastModifiedDate: new Date(modifiedAt),
    LastModifiedUser: data.modifiedBy,
    Description: data.description,
    AllowedPattern: data.allowedPattern,
    Version: version,
    Tier: data.tier,
    Policies: [],
    DataType: data.dataType,
  };
}
