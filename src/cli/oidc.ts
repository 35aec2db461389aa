import { readFile } from 'node:fs/promises';
import { askServer } from './control-client.ts';
import { UserError } from './user-error.ts';

/** Gives the server an issuer's public keys, so that it verifies tokens without reaching the issuer. */
export async function oidcAddKeysCommand(
  issuer: string,
  file: string,
  { port }: { readonly port: number },
): Promise<void> {
  const answer = await askServer(port, 'POST', 'oidc/keys', { issuer, keySet: await readJson(file) });
  process.stdout.write(
    `tokens of ${String(answer['issuer'])} are verified with ${String(answer['keys'])} keys\n`,
  );
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`\`${file}\` cannot be read: ${error.code ?? error.message}`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UserError(`\`${file}\` is no JSON`);
  }
}
