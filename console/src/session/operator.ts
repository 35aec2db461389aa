import type { Keys } from '../aws/connection.ts';

const OPERATOR = '/_utsuwa/console/operator';

/** What the server says to whoever opens the console on its own machine. */
export interface OperatorOffer {
  /** Whether one click is enough to be `admin`. */
  readonly oneClick: boolean;
  /** The server's own region. */
  readonly region: string;
}

/** Asks whether a key has to be typed. */
export async function askWhetherOneClick(): Promise<OperatorOffer> {
  const response = await fetch(OPERATOR);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return (await response.json()) as OperatorOffer;
}

/** The key of `admin`, for whoever sits at the server's own machine. */
export async function askForOperatorKey(): Promise<Keys> {
  const response = await fetch(OPERATOR, { method: 'POST' });
  const answer = (await response.json()) as Keys & { readonly message?: string };
  if (!response.ok) throw new Error(answer.message ?? `the server answered ${response.status}`);
  return answer;
}
