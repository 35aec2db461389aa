/** A version of a function as it is to run. */
export interface RunnableFunction {
  readonly functionId: string;
  /** Without a qualifier. */
  readonly functionArn: string;
  readonly name: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly accountId: string;
  readonly region: string;
  /** For example `nodejs20.x`. */
  readonly runtime: string;
  readonly handler: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** How much its `/tmp` holds. */
  readonly storageMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly roleArn: string;
  /** Where its lines go, if the role may write there. */
  readonly logGroup: string;
  /** The zip in the house's blobs; its id is never used again for other bytes. */
  readonly code: StoredZip;
  /** The zips of its layers, unpacked one over the other. */
  readonly layers: readonly StoredZip[];
  /** Another one for every change: what was warmed up before is not used again. */
  readonly revisionId: string;
  /** How many may run at once, where that is reserved. */
  readonly reservedConcurrency: number | undefined;
}

export interface StoredZip {
  readonly blobId: string;
  /** bytes */
  readonly size: number;
}

/** One call of a function. */
export interface FunctionCall {
  readonly requestId: string;
  /** JSON. */
  readonly payload: Uint8Array;
  /** JSON, for the function's context. */
  readonly clientContext?: string | undefined;
  /** As it was called, qualifier included. */
  readonly invokedArn: string;
}

/** How a call ended. */
export type FunctionOutcome =
  | {
      readonly kind: 'ended';
      readonly payload: Uint8Array;
      /** Absent when it went well. */
      readonly functionError: 'Handled' | 'Unhandled' | undefined;
      /** The last 4 KB of its log. */
      readonly log: Uint8Array;
    }
  | { readonly kind: 'throttled'; readonly reason: 'reserved' | 'account' }
  | { readonly kind: 'role-refused' }
  | { readonly kind: 'bad-code' }
  /** This machine cannot run it, and why. */
  | { readonly kind: 'cannot-run'; readonly reason: string };

/** What may be wrong with a function's zip. */
export type CodeProblem = 'not-a-zip' | 'empty' | 'too-large' | 'unsafe';

/** Where functions run. */
export interface Functions {
  /** Looks at a zip without unpacking it. @returns how large it will be unpacked, bytes; or what is wrong with it */
  inspect(zip: StoredZip): Promise<number | CodeProblem>;
  /** Runs a function once, on a warm environment where there is one. */
  run(runnable: RunnableFunction, call: FunctionCall): Promise<FunctionOutcome>;
  /** Ends the environments of a function that was changed or deleted, each when its call has ended. */
  retire(functionId: string): void;
  /** An event was stored: somebody is to run it. */
  wake(): void;
  /** Where functions that run here reach the house's open routes, for example `https://….amazonaws.com`. */
  callbackEndpoint(region: string): Promise<string>;
}
