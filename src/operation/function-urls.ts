import type { Caller } from '../kernel/caller.ts';
import type { HttpRequest, HttpResponse } from '../kernel/http.ts';
import type { RequestFacts } from './context.ts';
import type { House } from './house.ts';

/** A request to a function's own URL, as the gateway hands it on. */
export interface UrlCall {
  readonly urlId: string;
  readonly region: string;
  readonly request: HttpRequest;
  readonly facts: RequestFacts;
  /** Reads its body. @param limit bytes. @throws AwsError when it is larger */
  read(limit: number): Promise<Uint8Array>;
  /** Makes out who signed it. @throws what the gateway words when nobody can be made out */
  identify(payload: Uint8Array): Promise<Caller>;
}

/** Answers what comes to functions' URLs. @throws AwsError */
export type AnswerUrl = (house: House, call: UrlCall) => Promise<HttpResponse>;
