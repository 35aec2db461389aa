import type { Caller } from '../../kernel/caller.ts';
import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';
import type { RequestFacts } from '../../operation/context.ts';
import type { House } from '../../operation/house.ts';

/** What a control route is given: the house, what the path held, and the request's body. */
export interface ControlCall {
  readonly house: House;
  readonly request: HttpRequest;
  readonly parameters: Readonly<Record<string, string>>;
  /** Its JSON; empty for a route that takes the body as it came. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly bytes: Uint8Array;
}

interface Route<Call> {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/_utsuwa/`; a segment in braces is a parameter, as in `instances/{id}/metadata-endpoint`. */
  readonly path: string;
  readonly run: (call: Call) => Promise<unknown>;
}

/** A route under `/_utsuwa/`; its answer is sent as JSON unless it is a {@link RawAnswer}. */
export type ControlRoute = OperatorsRoute | SignedRoute;

interface OperatorsRoute extends Route<ControlCall> {
  /** Answered to anyone; every other route wants a request signed by the root user. */
  readonly open?: boolean | undefined;
  /** Takes the body as it came: it need not be JSON. */
  readonly isRaw?: boolean | undefined;
  readonly signed?: undefined;
}

/** A route for whoever signs, with the key of anyone; it asks for permission itself. */
export interface SignedRoute extends Route<SignedCall> {
  readonly signed: true;
}

/** A call whose caller is known. */
export interface SignedCall extends ControlCall {
  readonly caller: Caller;
  readonly facts: RequestFacts;
}

export type ControlRoutes = readonly ControlRoute[];

/** An answer that is no JSON. */
export class RawAnswer {
  readonly response: HttpResponse;

  constructor(response: HttpResponse) {
    this.response = response;
  }
}
