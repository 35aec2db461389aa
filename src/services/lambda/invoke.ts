import type { InvocationRequest, InvocationResponse } from '../../model/generated/lambda.ts';
import type { OperationContext } from '../../operation/context.ts';
import type { FunctionOutcome, RunnableFunction } from '../../operation/functions.ts';
import {
  cannotRun,
  invalidParameter,
  invalidZip,
  notBuilt,
  payloadNotJson,
  payloadTooLarge,
  roleLost,
  throttled,
} from './errors.ts';
import { namedArn, namedFunction, type NamedFunction } from './function-name.ts';
import { lambdaOperation } from './lambda-operation.ts';
import { onFunction } from './permissions.ts';
import { runnableNamed } from './runnable-function.ts';

const MB = 1024 * 1024;
/** What AWS lets a call bring, bytes. */
const LARGEST = { RequestResponse: 6 * MB, Event: MB, DryRun: 6 * MB } as const;
const LARGEST_CONTEXT = 3583;

/** Runs a function: at once, later, or, in a dry run, only asks whether the caller may. */
export const invoke = lambdaOperation('Invoke', {
  authorizes: (input, context) =>
    onFunction(context, 'lambda:InvokeFunction', targetOf(input, context), {
      'lambda:InvokedViaFunctionUrl': 'false',
    }),

  async runs(input, context) {
    const type = input.InvocationType ?? 'RequestResponse';
    const named = targetOf(input, context);
    if (input.TenantId !== undefined) throw notBuilt('tenants of functions');
    if (input.DurableExecutionName !== undefined) throw notBuilt('durable functions');
    const runnable = await context.house.store.read((tx) => runnableNamed(tx, named));
    const payload = payloadOf(input.Payload, type);
    const clientContext = clientContextOf(input.ClientContext);
    if (type === 'DryRun') return { StatusCode: 204 };
    if (type === 'Event') {
      await accept(context, runnable, named, payload, clientContext);
      return { StatusCode: 202 };
    }
    const { requestId } = context.facts;
    const invokedArn = namedArn(named);
    const outcome = await context.house.functions.run(runnable, {
      requestId,
      payload,
      clientContext,
      invokedArn,
    });
    return answerOf(outcome, runnable, input);
  },
});

function targetOf({ FunctionName, Qualifier }: InvocationRequest, context: OperationContext): NamedFunction {
  return namedFunction(context, FunctionName, Qualifier);
}

/** @throws AwsError RequestTooLargeException, InvalidRequestContentException */
function payloadOf(payload: Uint8Array | undefined, type: keyof typeof LARGEST): Uint8Array {
  const bytes = payload === undefined || payload.length === 0 ? Buffer.from('{}') : payload;
  const limit = LARGEST[type];
  if (bytes.length > limit) throw payloadTooLarge(bytes.length, limit, type);
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw payloadNotJson(
      error instanceof SyntaxError ? 'Unrecognized token or unexpected end-of-input' : 'Invalid UTF-8',
    );
  }
  return bytes;
}

/** @returns JSON. @throws AwsError InvalidParameterValueException, InvalidRequestContentException */
function clientContextOf(encoded: string | undefined): string | undefined {
  if (encoded === undefined) return undefined;
  if (encoded.length > LARGEST_CONTEXT) {
    throw invalidParameter('Client context must be no more than 3583 bytes when base64-encoded.');
  }
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  try {
    JSON.parse(text);
  } catch {
    throw payloadNotJson('Client context must be a valid Base64-encoded JSON object.');
  }
  return text;
}

function answerOf(
  outcome: FunctionOutcome,
  { version }: RunnableFunction,
  { LogType }: InvocationRequest,
): InvocationResponse {
  const { functionError, log, payload } = endedOf(outcome);
  return {
    StatusCode: 200,
    FunctionError: functionError,
    LogResult: LogType === 'Tail' ? Buffer.from(log).toString('base64') : undefined,
    Payload: payload,
    ExecutedVersion: version,
  };
}

/** A call that came to its end. @throws AwsError for one that could not be made */
export function endedOf(outcome: FunctionOutcome): Extract<FunctionOutcome, { kind: 'ended' }> {
  switch (outcome.kind) {
    case 'ended':
      return outcome;
    case 'throttled':
      throw throttled(outcome.reason);
    case 'role-refused':
      throw roleLost();
    case 'bad-code':
      throw invalidZip();
    case 'cannot-run':
      throw cannotRun(outcome.reason);
  }
}

/** Stores an event: it is run although the server ends before. */
async function accept(
  { house, facts }: OperationContext,
  { functionId }: RunnableFunction,
  { qualifier }: NamedFunction,
  payload: Uint8Array,
  clientContext: string | undefined,
): Promise<void> {
  const now = house.clock.real().getTime();
  await house.store.write((tx) =>
    tx
      .insertInto('lambda_events')
      .values({
        event_id: house.ids.token(32),
        function_id: functionId,
        qualifier: qualifier ?? '',
        request_id: facts.requestId,
        payload,
        client_context: clientContext ?? null,
        attempts: 0,
        due_at: now,
        accepted_at: now,
      })
      .execute(),
  );
  house.functions.wake();
}
