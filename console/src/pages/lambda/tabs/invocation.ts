import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { decodeBase64 } from '../../../parts/base64.ts';
import { prettyJson } from '../../../parts/pretty-json.ts';

/** What a call answered. */
export interface Invocation {
  /** `Handled` or `Unhandled` when the function failed. */
  readonly error: string | undefined;
  /** JSON, laid out to be read. */
  readonly payload: string;
  readonly log: string;
  readonly version: string;
  /** As Lambda's report says: `12.34 ms`. */
  readonly duration: string | undefined;
  readonly memory: string | undefined;
  readonly requestId: string | undefined;
}

/** Calls a function and waits for its answer. @param event JSON */
export async function invoke(client: LambdaClient, FunctionName: string, event: string): Promise<Invocation> {
  const answer = await client.send(
    new InvokeCommand({ FunctionName, Payload: new TextEncoder().encode(event), LogType: 'Tail' }),
  );
  const log = decodeBase64(answer.LogResult ?? '');
  return {
    error: answer.FunctionError,
    payload: prettyJson(new TextDecoder().decode(answer.Payload)),
    log,
    version: answer.ExecutedVersion ?? '$LATEST',
    duration: /\bDuration: ([\d.]+ ms)/.exec(log)?.[1],
    memory: /\bMax Memory Used: (\d+ MB)/.exec(log)?.[1],
    requestId: answer.$metadata.requestId,
  };
}
