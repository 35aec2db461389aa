import { AwsError } from '../../kernel/aws-error.ts';
import type { PutParameterRequest } from '../../model/generated/ssm.ts';
import { putSystemTags } from '../../operation/resource-tags.ts';
import type { OperationContext } from '../../operation/context.ts';
import { requestTagKeys } from '../../operation/tag-keys.ts';
import type { WriteTx } from '../../store/store.ts';
import {
  oldestIsLabelled,
  parameterExists,
  policiesNotBuilt,
  tagsWithOverwrite,
  tooManyParameters,
} from './errors.ts';
import { placeOf } from './find-parameters.ts';
import { nextVersion } from './next-version.ts';
import { assertNewName } from './parameter-names.ts';
import { readLabels, readParameters, type VersionData } from './parameter-record.ts';
import { onParameters } from './permissions.ts';
import { ssmOperation } from './ssm-operation.ts';
import { putTags, tagOwner } from './tags.ts';

/** The most parameters of the standard tier, in an account and region. */
const MAX_PARAMETERS = 10_000;
const MAX_VERSIONS = 100;

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const putParameter = ssmOperation('PutParameter', {
  authorizes({ Name, Overwrite = false, Tags }, context) {
    assertNewName(Name);
    const keys = { ...requestTagKeys(Tags), 'ssm:Overwrite': String(Overwrite) };
    return onParameters(context, 'PutParameter', [Name], keys);
  },

  async runs(input, context) {
    if (input.Policies !== undefined) throw policiesNotBuilt();
    if (input.Overwrite === true && (input.Tags?.length ?? 0) > 0) throw tagsWithOverwrite();
    const isGood = await namesAnImage(input, context);
    const id = context.house.ids.requestId();
    return context.house.store.write(async (tx) => {
      const [current] = await readParameters(tx, placeOf(context), { names: [input.Name] });
      if (current !== undefined && input.Overwrite !== true) throw parameterExists();
      const data = nextVersion(input, current?.data, context);
      const version = (current?.version ?? 0) + 1;
      if (isGood) await write(tx, context, input, { id: current?.id ?? id, version, data });
      return { Version: version, Tier: data.tier };
    });
  },
});

/**
 * AWS looks for an `aws:ec2:image` after it has answered: one that is not there makes no parameter, and
 * only EventBridge tells of it.
 */
async function namesAnImage(
  { DataType, Value }: PutParameterRequest,
  context: OperationContext,
): Promise<boolean> {
  if (DataType !== 'aws:ec2:image') return true;
  try {
    await context.dispatch({
      service: 'ec2',
      operation: 'DescribeImages',
      input: { ImageIds: [Value] },
      via: 'ssm.amazonaws.com',
    });
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.code.startsWith('InvalidAMIID.')) return false;
    throw error;
  }
}

interface Written {
  readonly id: string;
  readonly version: number;
  readonly data: VersionData;
}

async function write(
  tx: WriteTx,
  context: OperationContext,
  { Name: name, Tags = [] }: PutParameterRequest,
  { id, version, data }: Written,
): Promise<void> {
  const { accountId: account_id, region } = placeOf(context);
  if (version === 1) {
    const { count } = await tx
      .selectFrom('parameters')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('account_id', '=', account_id)
      .where('region', '=', region)
      .executeTakeFirstOrThrow();
    if (count >= MAX_PARAMETERS) throw tooManyParameters();
    await tx.insertInto('parameters').values({ id, account_id, region, name, version }).execute();
    await putTags(tx, id, Tags);
    await putSystemTags(tx, tagOwner(id), context.facts);
  } else {
    await tx.updateTable('parameters').set({ version }).where('id', '=', id).execute();
    await dropOldest(tx, { id, name, version });
  }
  const row = {
    parameter_id: id,
    version,
    modified_at: context.house.clock.now().getTime(),
    data: JSON.stringify(data),
  };
  await tx.insertInto('parameter_versions').values(row).execute();
}

/** A hundred versions are kept. @throws AwsError ParameterMaxVersionLimitExceeded when the oldest has a label */
async function dropOldest(
  tx: WriteTx,
  { id, name, version }: { readonly id: string; readonly name: string; readonly version: number },
): Promise<void> {
  const oldest = version - MAX_VERSIONS;
  if (oldest < 1) return;
  const labels = await readLabels(tx, [id]);
  if (labels.some((label) => label.version <= oldest)) throw oldestIsLabelled(name, oldest);
  await tx
    .deleteFrom('parameter_versions')
    .where('parameter_id', '=', id)
    .where('version', '<=', oldest)
    .execute();
}
