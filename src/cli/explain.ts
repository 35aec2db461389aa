import type { ToldRequest } from '../kernel/told-request.ts';
import { askServer } from './control-client.ts';
import { explanationText } from './explanation-text.ts';
import { refusalsText, type ListedRefusal } from './refusals-text.ts';
import { UserError } from './user-error.ts';

/** Prints why a request was refused or allowed; without an id the last refused ones. */
export async function explainCommand(
  id: string | undefined,
  { port }: { readonly port: number },
): Promise<void> {
  if (id === undefined) {
    const { refusals } = await askServer(port, 'GET', 'refusals');
    process.stdout.write(refusalsText(refusals as readonly ListedRefusal[], port));
    return;
  }
  if (!/^[\w-]{1,64}$/.test(id)) throw new UserError(`\`${id}\` is no request id and no authorization id`);
  const told = await askServer(port, 'GET', `explain/${id}`);
  process.stdout.write(explanationText(told as unknown as ToldRequest));
}

/** Prints why, from the text of a refusal, an encoded message or AWS's JSON, also of real AWS's. */
export async function whyCommand(text: string, { port }: { readonly port: number }): Promise<void> {
  const told = await askServer(port, 'POST', 'why', { text });
  process.stdout.write(explanationText(told as unknown as ToldRequest));
}
