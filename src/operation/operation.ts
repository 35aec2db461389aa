import type { Authorizations } from './authorization.ts';
import type { OperationContext } from './context.ts';

/** What the generated interfaces say of one operation: its input and its answer, under AWS's member names. */
interface OperationShape {
  readonly input: unknown;
  readonly output: unknown;
}

/** What an operation's file states: what it authorises, and what it runs once that was allowed. */
export interface OperationBody<In, Out> {
  /**
   * It shows the trail to those who look on: a call that is answered is not remembered there, or whoever
   * looks often would push out what they look at.
   */
  readonly watchesTrail?: boolean | undefined;
  /**
   * Every permission the call needs, computed from its input and from state. The first that is
   * refused is the answer. Throws what AWS answers before it asks for permission.
   */
  authorizes(input: In, context: OperationContext): Authorizations | Promise<Authorizations>;
  /** Does it. Nothing runs before all that `authorizes` named was allowed. */
  runs(input: In, context: OperationContext): Promise<Out>;
}

/** One operation of one service: the single declaration from which it is decoded, authorised, run and encoded. */
export interface Operation extends OperationBody<never, unknown> {
  readonly service: string;
  readonly name: string;
}

/**
 * The declaring function of one service, typed by its generated operations.
 *
 * @example
 * const iamOperation = operationsOf<IamOperations>('iam');
 * export const createUser = iamOperation('CreateUser', { authorizes, runs });
 */
export function operationsOf<Operations>(service: string) {
  return function operation<Name extends keyof Operations & string>(
    name: Name,
    body: Operations[Name] extends OperationShape
      ? OperationBody<Operations[Name]['input'], Operations[Name]['output']>
      : never,
  ): Operation {
    return { service, name, ...body };
  };
}
