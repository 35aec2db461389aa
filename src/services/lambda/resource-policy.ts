import type { AddPermissionRequest } from '../../model/generated/lambda.ts';
import { iamArn } from '../../kernel/arn.ts';
import { storedPrincipals, withPrincipalArns } from '../../operation/named-principals.ts';
import type { ReadTx } from '../../store/store.ts';
import {
  invalidParameter,
  invalidPrincipal,
  noPolicy,
  policyTooLong,
  resourceNotFound,
  statementExists,
  statementNotFound,
  wrongRevision,
} from './errors.ts';
import { requireFunction, requireVersion } from './find-function.ts';
import { namedArn, namedFunction, type NamedFunction } from './function-name.ts';
import { lambdaOperation } from './lambda-operation.ts';
import { onFunction } from './permissions.ts';
import { keepStatements, policyDocument, statementsIn, type Statement } from './resource-policies.ts';
import { LATEST } from './records.ts';

/** bytes */
const LARGEST_POLICY = 20_480;

export const addPermission = lambdaOperation('AddPermission', {
  authorizes: (input, context) =>
    onFunction(context, 'lambda:AddPermission', targetOf(input, context), {
      'lambda:Principal': input.Principal,
      'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType,
    }),

  async runs(input, context) {
    const { house } = context;
    const named = targetOf(input, context);
    const revisionId = house.ids.requestId();
    const Statement = await house.store.write(async (tx) => {
      const { functionId } = await requireTarget(tx, named);
      const { statements, revisionId: current } = await statementsIn(tx, functionId, named.qualifier);
      assertRevision(input.RevisionId, current);
      if (input.FunctionUrlAuthType !== undefined && input.Action !== 'lambda:InvokeFunctionUrl') {
        throw invalidParameter('FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action');
      }
      const { StatementId } = input;
      if (statements.some(({ Sid }) => Sid === StatementId)) throw statementExists(StatementId);
      const added = statementOf(input, await principalOf(tx, input.Principal), namedArn(named));
      const all = [...statements, added];
      if (Buffer.byteLength(policyDocument(all)) > LARGEST_POLICY) throw policyTooLong();
      await keepStatements(tx, { functionId, qualifier: named.qualifier }, all, revisionId);
      const [shown] = await withPrincipalArns(tx, [policyDocument([added])]);
      return JSON.stringify((JSON.parse(shown ?? '') as { Statement: unknown[] }).Statement[0]);
    });
    return { Statement };
  },
});

export const removePermission = lambdaOperation('RemovePermission', {
  async authorizes(input, context) {
    const named = targetOf(input, context);
    const removed = await context.house.store.read(async (tx) => {
      const found = await requireFunction(tx, named).catch(() => undefined);
      if (found === undefined) return undefined;
      const { statements } = await statementsIn(tx, found.functionId, named.qualifier);
      const statement = statements.find(({ Sid }) => Sid === input.StatementId);
      const [shown] = statement ? await withPrincipalArns(tx, [policyDocument([statement])]) : [];
      return shown === undefined ? undefined : (JSON.parse(shown) as { Statement: Statement[] }).Statement[0];
    });
    return onFunction(context, 'lambda:RemovePermission', named, {
      'lambda:Principal': removed && nameOf(removed.Principal),
      'lambda:FunctionUrlAuthType': removed?.Condition?.['StringEquals']?.['lambda:FunctionUrlAuthType'],
    });
  },

  async runs(input, context) {
    const { house } = context;
    const named = targetOf(input, context);
    const next = house.ids.requestId();
    await house.store.write(async (tx) => {
      const { functionId } = await requireTarget(tx, named);
      const { statements, revisionId } = await statementsIn(tx, functionId, named.qualifier);
      if (statements.length === 0) throw noPolicy();
      assertRevision(input.RevisionId, revisionId);
      const kept = statements.filter(({ Sid }) => Sid !== input.StatementId);
      if (kept.length === statements.length) throw statementNotFound(input.StatementId);
      await keepStatements(tx, { functionId, qualifier: named.qualifier }, kept, next);
    });
    return {};
  },
});

export const getPolicy = lambdaOperation('GetPolicy', {
  authorizes: (input, context) => onFunction(context, 'lambda:GetPolicy', targetOf(input, context)),

  runs: (input, context) =>
    context.house.store.read(async (tx) => {
      const named = targetOf(input, context);
      const { functionId } = await requireTarget(tx, named);
      const { statements, revisionId } = await statementsIn(tx, functionId, named.qualifier);
      if (statements.length === 0) throw resourceNotFound();
      const [Policy] = await withPrincipalArns(tx, [policyDocument(statements)]);
      return { Policy, RevisionId: revisionId };
    }),
});

/** @throws AwsError InvalidParameterValueException for `$LATEST`, which can have no policy of its own */
function targetOf(
  input: { readonly FunctionName: string; readonly Qualifier?: string | undefined },
  context: Parameters<typeof namedFunction>[0],
): NamedFunction {
  const named = namedFunction(context, input.FunctionName, input.Qualifier);
  if (named.qualifier === LATEST) {
    throw invalidParameter('We currently do not support adding policies for $LATEST.');
  }
  return named;
}

/** @throws AwsError ResourceNotFoundException, also where only the qualifier leads nowhere */
async function requireTarget(tx: ReadTx, named: NamedFunction) {
  const { found } = await requireVersion(tx, named);
  return found;
}

function assertRevision(given: string | undefined, current: string | undefined): void {
  if (given !== undefined && given !== current) throw wrongRevision('GetPolicy');
}

const SERVICE = /^[a-z][a-z0-9.-]*\.(?:amazonaws\.com|amazon\.com)$/;

/** @throws AwsError InvalidParameterValueException for somebody who does not exist */
async function principalOf(tx: ReadTx, principal: string): Promise<Statement['Principal']> {
  if (principal === '*') return '*';
  if (SERVICE.test(principal)) return { Service: principal };
  const name = /^\d{12}$/.test(principal) ? iamArn(principal, 'root') : principal;
  const document = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { AWS: name } }] });
  const stored = (await storedPrincipals(tx, document)).get(name);
  if (stored === undefined) throw invalidPrincipal();
  return { AWS: stored };
}

function nameOf(principal: Statement['Principal']): string {
  if (principal === '*') return '*';
  return 'AWS' in principal ? principal.AWS : principal.Service;
}

function statementOf(
  input: AddPermissionRequest,
  Principal: Statement['Principal'],
  Resource: string,
): Statement {
  const equals = defined({
    'AWS:SourceAccount': input.SourceAccount,
    'aws:PrincipalOrgID': input.PrincipalOrgID,
    'lambda:EventSourceToken': input.EventSourceToken,
    'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType,
  });
  const like = defined({ 'AWS:SourceArn': input.SourceArn });
  const bool = defined({ 'lambda:InvokedViaFunctionUrl': input.InvokedViaFunctionUrl?.toString() });
  const Condition = {
    ...(equals && { StringEquals: equals }),
    ...(like && { ArnLike: like }),
    ...(bool && { Bool: bool }),
  };
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal,
    Action: input.Action,
    Resource,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

/** The members that have a value; `undefined` when none has. */
function defined(members: Readonly<Record<string, string | undefined>>): Record<string, string> | undefined {
  const given = Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
