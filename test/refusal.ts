/** An AWS error as a client meets it. */
export interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/**
 * The error with which an SDK's call was refused; `undefined` when it was answered.
 *
 * @example expect(await refusal(iam.send(new GetRoleCommand({ RoleName: 'x' })))).toEqual({ … })
 */
export async function refusal(call: Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    const { name, message, Error: wire, $metadata } = error as SdkError;
    if ($metadata?.httpStatusCode === undefined) throw error;
    return { code: wire?.Code ?? name, status: $metadata.httpStatusCode, message: wire?.Message ?? message };
  }
}

/** The codes of calls made at once: `undefined` for each that was answered. */
export async function codesOf(calls: readonly Promise<unknown>[]): Promise<readonly (string | undefined)[]> {
  return (await Promise.all(calls.map(refusal))).map((refused) => refused?.code);
}

interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly Error?: { readonly Code?: string; readonly Message?: string };
  readonly $metadata?: { readonly httpStatusCode?: number };
}
