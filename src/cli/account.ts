import { askServer } from './control-client.ts';
import { ownCommand } from './own-command.ts';

/** `utsuwa account create`'s options. */
export interface AccountCommandOptions {
  readonly name?: string | undefined;
  readonly port: number;
}

/** Makes a further account and prints its id and its root user's key, which nobody can be told again. */
export async function accountCreateCommand({ name, port }: AccountCommandOptions): Promise<void> {
  const answer = await askServer(port, 'POST', 'accounts', name === undefined ? {} : { name });
  const { accountId, root } = answer as unknown as MadeAccount;
  process.stdout.write(
    [
      `account            ${accountId}`,
      `root access key    ${root.accessKeyId}`,
      `root secret        ${root.secretAccessKey}`,
      `as its admin       eval "$(${ownCommand('env', port)} --account ${accountId})"`,
      '',
    ].join('\n'),
  );
}

interface MadeAccount {
  readonly accountId: string;
  readonly root: { readonly accessKeyId: string; readonly secretAccessKey: string };
}
