import type { HttpResponse } from '../../kernel/http.ts';
import type { House } from '../../operation/house.ts';

/** What a control route is given: the house, what the path held, and the request's JSON body. */
export interface ControlCall {
  readonly house: House;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An operator's route under `/_utsuwa/`; its answer is sent as JSON unless it is a {@link RawAnswer}. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/_utsuwa/`; a segment in braces is a parameter, as in `instances/{id}/metadata-endpoint`. */
  readonly path: string;
  /** Answered to anyone; every other route wants a request signed by the root user. */
  readonly open?: boolean | undefined;
  readonly run: (call: ControlCall) => Promise<unknown>;
}

export type ControlRoutes = readonly ControlRoute[];

/** An answer that is no JSON. */
export class RawAnswer {
  readonly response: HttpResponse;

  constructor(response: HttpResponse) {
    this.response = response;
  }
}
