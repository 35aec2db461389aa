import { askServer } from './control-client.ts';
import { assign, NOBODY } from './shell-lines.ts';
import { UserError } from './user-error.ts';

/** `utsuwa env`'s options. */
export interface EnvCommandOptions {
  readonly account?: string | undefined;
  readonly user?: string | undefined;
  readonly role?: string | undefined;
  readonly root?: boolean | undefined;
  readonly port: number;
}

/**
 * Prints shell lines that point the AWS CLI and SDKs at the server, as `admin` unless told otherwise.
 *
 * @throws UserError once it has printed what makes `eval` fail
 */
export async function envCommand(options: EnvCommandOptions): Promise<void> {
  try {
    process.stdout.write(await environmentOf(options));
  } catch (error) {
    process.stdout.write(NOBODY);
    throw error;
  }
}

async function environmentOf({ account, user, role, root, port }: EnvCommandOptions): Promise<string> {
  const named = [user, role, root].filter((one) => one !== undefined);
  if (named.length > 1) throw new UserError('give one of --user, --role and --root');
  const answer = await askServer(port, 'POST', 'credentials', { account, user, role, root });
  const { accessKeyId, secretAccessKey, sessionToken, region } = answer as Record<string, string | undefined>;
  const lines = [
    assign('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`),
    assign('AWS_ACCESS_KEY_ID', accessKeyId),
    assign('AWS_SECRET_ACCESS_KEY', secretAccessKey),
    assign('AWS_SESSION_TOKEN', sessionToken),
    assign('AWS_PROFILE', undefined),
    assign('AWS_REGION', region),
    assign('AWS_DEFAULT_REGION', region),
  ];
  return `${lines.join('\n')}\n`;
}
