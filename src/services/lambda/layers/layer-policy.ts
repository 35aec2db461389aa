import { iamArn } from '../../../kernel/arn.ts';
import type { LambdaLayerVersionRow } from '../../../store/lambda-tables.ts';
import type { ReadTx, WriteTx } from '../../../store/store.ts';
import {
  invalidParameter,
  layerNotFound,
  noPolicy,
  policyTooLong,
  statementExists,
  statementNotFound,
  wrongRevision,
} from '../errors.ts';
import { lambdaOperation } from '../lambda-operation.ts';
import { policyDocument, type Statement } from '../resource-policies.ts';
import { layerVersionArn, type NamedLayerVersion } from './layer-name.ts';
import { versionNamed } from './layer-operations.ts';
import { onLayerVersion } from './layer-permissions.ts';
import { layerVersionIn } from './layer-records.ts';

/** bytes */
const LARGEST_POLICY = 20_480;

/** Lets another account, an organization or everybody use a layer's version. */
export const addLayerVersionPermission = lambdaOperation('AddLayerVersionPermission', {
  authorizes: (input, context) =>
    onLayerVersion(context, 'lambda:AddLayerVersionPermission', versionNamed(input, context)),

  async runs(input, context) {
    const { house } = context;
    const named = versionNamed(input, context);
    const { StatementId, OrganizationId } = input;
    if (OrganizationId !== undefined && input.Principal !== '*') {
      throw invalidParameter('OrganizationId can be specified only when the principal is *.');
    }
    const RevisionId = house.ids.requestId();
    const added: Statement = {
      Sid: StatementId,
      Effect: 'Allow',
      Principal: principalOf(input.Principal),
      Action: input.Action,
      Resource: layerVersionArn(named),
      ...(OrganizationId !== undefined && {
        Condition: { StringEquals: { 'aws:PrincipalOrgID': OrganizationId } },
      }),
    };
    await house.store.write(async (tx) => {
      const row = await requireVersion(tx, named);
      assertRevision(input.RevisionId, row);
      const statements = statementsOf(row);
      if (statements.some(({ Sid }) => Sid === StatementId)) throw statementExists(StatementId);
      const all = [...statements, added];
      if (Buffer.byteLength(policyDocument(all)) > LARGEST_POLICY) throw policyTooLong();
      await keep(tx, row, all, RevisionId);
    });
    return { Statement: JSON.stringify(added), RevisionId };
  },
});

export const removeLayerVersionPermission = lambdaOperation('RemoveLayerVersionPermission', {
  authorizes: (input, context) =>
    onLayerVersion(context, 'lambda:RemoveLayerVersionPermission', versionNamed(input, context)),

  async runs(input, context) {
    const named = versionNamed(input, context);
    const next = context.house.ids.requestId();
    await context.house.store.write(async (tx) => {
      const row = await requireVersion(tx, named);
      assertRevision(input.RevisionId, row);
      const statements = statementsOf(row);
      const kept = statements.filter(({ Sid }) => Sid !== input.StatementId);
      if (kept.length === statements.length) throw statementNotFound(input.StatementId);
      await keep(tx, row, kept, next);
    });
    return {};
  },
});

export const getLayerVersionPolicy = lambdaOperation('GetLayerVersionPolicy', {
  authorizes: (input, context) =>
    onLayerVersion(context, 'lambda:GetLayerVersionPolicy', versionNamed(input, context)),

  async runs(input, context) {
    const named = versionNamed(input, context);
    const row = await context.house.store.read((tx) => requireVersion(tx, named));
    const statements = statementsOf(row);
    if (statements.length === 0) throw noPolicy();
    return { Policy: policyDocument(statements), RevisionId: row.policy_revision ?? undefined };
  },
});

/** @param principal as the model has it: an account's number, its root, or everybody */
function principalOf(principal: string): Statement['Principal'] {
  if (principal === '*') return '*';
  return { AWS: /^\d{12}$/.test(principal) ? iamArn(principal, 'root') : principal };
}

function statementsOf({ statements }: LambdaLayerVersionRow): readonly Statement[] {
  return JSON.parse(statements) as Statement[];
}

/** @throws AwsError ResourceNotFoundException */
async function requireVersion(tx: ReadTx, named: NamedLayerVersion): Promise<LambdaLayerVersionRow> {
  const row = await layerVersionIn(tx, named);
  if (row === undefined) throw layerNotFound(layerVersionArn(named));
  return row;
}

function assertRevision(given: string | undefined, { policy_revision: current }: LambdaLayerVersionRow) {
  if (given !== undefined && given !== current) throw wrongRevision('GetLayerPolicy');
}

async function keep(
  tx: WriteTx,
  { layer_id: layerId, version }: LambdaLayerVersionRow,
  statements: readonly Statement[],
  revision: string,
): Promise<void> {
  const changed = { statements: JSON.stringify(statements), policy_revision: revision };
  await tx
    .updateTable('lambda_layer_versions')
    .set(changed)
    .where('layer_id', '=', layerId)
    .where('version', '=', version)
    .execute();
}
