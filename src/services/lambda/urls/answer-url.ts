import type { HttpResponse } from '../../../kernel/http.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { dispatch } from '../../../operation/dispatch.ts';
import type { UrlCall } from '../../../operation/function-urls.ts';
import type { House } from '../../../operation/house.ts';
import type { Operation } from '../../../operation/operation.ts';
import { forbiddenByUrl, noUrl, urlPayloadTooLarge } from '../errors.ts';
import { namedArn } from '../function-name.ts';
import { endedOf } from '../invoke.ts';
import { onFunction } from '../permissions.ts';
import type { FunctionRecord } from '../records.ts';
import { runnableNamed } from '../runnable-function.ts';
import { lambdaService } from '../service.ts';
import { preflightAnswer, withCors } from './cors.ts';
import { urlEvent } from './url-event.ts';
import { urlById, type UrlRecord } from './url-records.ts';
import { BAD_GATEWAY, urlResponse } from './url-response.ts';

/** bytes */
const LARGEST = 6 * 1024 * 1024;

/**
 * Answers a request to a function's URL: finds what it leads to, answers browsers' questions, makes out who
 * asks where the URL wants to know, and calls the function as any call is made: authorised and in the trail.
 *
 * @throws AwsError
 */
export async function answerUrl(house: House, call: UrlCall): Promise<HttpResponse> {
  const { request, facts } = call;
  const led = await house.store.read((tx) => urlById(tx, call.urlId));
  if (led === undefined || led.found.region !== call.region) throw noUrl();
  const { url, found } = led;
  const asked = preflightAnswer(url.cors, request);
  if (asked !== undefined) return asked;
  const body = await call.read(LARGEST);
  const caller = url.authType === 'AWS_IAM' ? await call.identify(body) : ({ kind: 'anonymous' } as const);
  if (url.authType === 'AWS_IAM' && caller.kind === 'anonymous') throw forbiddenByUrl();
  const payload = Buffer.from(JSON.stringify(urlEvent(call, url, caller, body)));
  if (payload.length > LARGEST) throw urlPayloadTooLarge(LARGEST);
  const answer = await dispatch(
    house,
    { service: { ...lambdaService, denies: forbiddenByUrl }, operation: invokingByUrl(url, found) },
    { caller, facts, input: payload },
  );
  const { headers, ...rest } = withCors(url.cors, request, answer as HttpResponse);
  return { ...rest, headers: { ...headers, 'x-amzn-RequestId': facts.requestId } };
}

/**
 * A call by URL. It needs leave to use the URL and leave to call the function by it: of its policy for
 * everybody, where the URL asks for no signature.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function invokingByUrl(url: UrlRecord, found: FunctionRecord): Operation {
  const { accountId, region, name } = found;
  const named = { accountId, region, name, qualifier: url.qualifier };
  return {
    service: 'lambda',
    name: 'InvokeFunctionUrl',

    authorizes: async (_input: never, context: OperationContext) => [
      await onFunction(context, 'lambda:InvokeFunctionUrl', named, {
        'lambda:FunctionArn': namedArn(named),
        'lambda:FunctionUrlAuthType': url.authType,
      }),
      await onFunction(context, 'lambda:InvokeFunction', named, { 'lambda:InvokedViaFunctionUrl': 'true' }),
    ],

    async runs(payload: Uint8Array, { house, facts }: OperationContext): Promise<HttpResponse> {
      const runnable = await house.store.read((tx) => runnableNamed(tx, named));
      const outcome = await house.functions.run(runnable, {
        requestId: facts.requestId,
        payload,
        invokedArn: namedArn(named),
      });
      const ended = endedOf(outcome);
      if (ended.functionError !== undefined) return BAD_GATEWAY;
      return urlResponse(ended.payload);
    },
  };
}
