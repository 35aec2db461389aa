import type { Caller } from '../kernel/caller.ts';
import type { ServiceName } from '../model/manifest.ts';
import type { Authorization } from './authorization.ts';
import type { Denial } from './denial.ts';
import type { House } from './house.ts';
import type { WholeTag } from './service-tagging.ts';
import type { VpcEndpointView } from './vpc-endpoints.ts';

/** What the wire knew of a request beside its input. */
export interface RequestFacts {
  readonly requestId: string;
  readonly region: string;
  /** The peer's address; absent when a service acts inside the house. */
  readonly sourceIp?: string | undefined;
  readonly userAgent?: string | undefined;
  /** What an SDK says of itself where it may not set `User-Agent`: in a browser. */
  readonly clientAgent?: string | undefined;
  readonly secure: boolean;
  /** The identity epoch read after the request arrived. */
  readonly epoch: number;
  /** Tags that a service puts on what the call makes; nobody can ask for them. */
  readonly systemTags?: readonly WholeTag[] | undefined;
  /** Services on whose way the call comes, first caller first (`aws:CalledVia`). */
  readonly calledVia?: readonly string[] | undefined;
  /** How the request authenticated, for S3's `s3:authType` and its kin. */
  readonly authType?: 'REST-HEADER' | 'REST-QUERY-STRING' | undefined;
  /** What S3's conditions and its regions ask of the signature; absent for an unsigned request. */
  readonly signature?: SignatureFacts | undefined;
  /** The VPC endpoint through which it came, and the address inside the VPC that it came from. */
  readonly vpcEndpoint?: (VpcEndpointView & { readonly privateIp: string }) | undefined;
  /** Real time at which the request arrived. */
  readonly receivedAt: Date;
}

/** How a request was signed. */
export interface SignatureFacts {
  /** `AWS` is version 2. */
  readonly version: 'AWS4-HMAC-SHA256' | 'AWS';
  /** Absent in version 2, which names none. */
  readonly region: string | undefined;
  /** How long ago it was signed, in milliseconds; unknown in version 2. */
  readonly ageMs: number | undefined;
  /** What stood for the body: its SHA-256 in hex, or a word such as `UNSIGNED-PAYLOAD`. */
  readonly payload: string;
}

/** What an operation is given beside its input. */
export interface OperationContext {
  readonly house: House;
  readonly caller: Caller;
  /** The account in which the call acts: the caller's; for an anonymous caller the house's first. */
  readonly accountId: string;
  readonly facts: RequestFacts;
  /**
   * Decides a permission that is known only as the operation runs, as each key's in S3's DeleteObjects;
   * recorded like those that were authorised before. @returns the refusal; `undefined` when it is allowed
   */
  readonly decide: (authorization: Authorization) => Promise<Denial | undefined>;
  /**
   * Calls another operation as this caller (or another): held to its service's model, authorised and in
   * the trail as any call.
   */
  readonly dispatch: (call: InnerCall) => Promise<unknown>;
}

/** A call that one service makes for another. */
export interface InnerCall {
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: unknown;
  /** The caller on whose behalf; the outer call's when absent. */
  readonly caller?: Caller | undefined;
  /** The service principal that acts, added to `aws:CalledVia`. */
  readonly via?: string | undefined;
  /** The region it is made in; the outer call's when absent. */
  readonly region?: string | undefined;
}
