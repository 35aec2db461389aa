import packageFile from '../../package.json' with { type: 'json' };
import { Command, InvalidArgumentError, Option } from 'commander';
import { isRegionName } from '../kernel/region.ts';
import type { AccountCommandOptions } from './account.ts';
import type { EnvCommandOptions } from './env.ts';
import type { ExecCommandOptions } from './exec.ts';
import type { LintCommandOptions } from './lint.ts';
import type { ShellCommandOptions } from './shell.ts';
import { DEFAULT_PORT, ownCommand } from './own-command.ts';
import { NOBODY } from './shell-lines.ts';
import type { StartCommandOptions } from './start.ts';
import { UserError } from './user-error.ts';

const program = new Command(ownCommand())
  .description("AWS's identity plane on your own machine: it says no, and why")
  .version(packageFile.version, '-V, --version', 'print the version')
  .enablePositionalOptions()
  .showHelpAfterError(`(\`${ownCommand()} --help\` lists the commands)`);

program
  .command('start')
  .description('serve until stopped')
  .addOption(portOption('where to listen; 0 for any free port'))
  .option('--host <address>', 'address to bind', '127.0.0.1')
  .option('--host-name <name...>', 'further names by which clients may call this server')
  .option('--data <directory>', 'where everything is kept', directory, '.utsuwa')
  .addOption(
    new Option('--ephemeral', 'keep everything in memory and leave nothing behind').conflicts('data'),
  )
  .option('--store <url>', 'PostgreSQL instead of the data directory: postgres://user:password@host/database')
  .option(
    '--durability <level>',
    '`process`: an answered write outlives the process; `power`: also a power cut',
    'process',
  )
  .addOption(
    new Option('--instance-pace <pace>', 'how long instances take to start, stop and end')
      .choices(['fast', 'aws'])
      .default('fast'),
  )
  .addOption(
    new Option('--role-swaps <when>', 'when a role swapped inside its instance profile reaches instances')
      .choices(['at-once', 'at-renewal'])
      .default('at-once'),
  )
  .addOption(
    new Option('--loopback-http <how>', 'what aws:SecureTransport says of plain HTTP over loopback')
      .choices(['secure', 'insecure'])
      .default('secure'),
  )
  .option('--account <id>', 'the account, twelve digits', account, '000000000000')
  .option('--region <name>', 'the region of requests that name none', region, 'us-east-1')
  .addOption(
    new Option(
      '--isolation <kind>',
      '`netns`: each instance has its own network, processes and files (Linux)',
    )
      .choices(['process', 'netns'])
      .default('process'),
  )
  .option(
    '--allow-host-exec',
    'run user data on this machine itself, as you, where instances are not isolated, and functions where they cannot be',
  )
  .action(async (options: StartCommandOptions) => {
    const { startCommand } = await import('./start.ts');
    await startCommand(options);
  });

const env = command('env', 'print the environment that makes the AWS CLI and SDKs use this server')
  .option('--account <id>', 'in this account (default: the first)', account)
  .option('--user <name>', 'as this IAM user (default: admin)')
  .option('--role <name>', 'as a session of this role')
  .option('--root', "as the account's root user")
  .action(async (options: EnvCommandOptions) => {
    const { envCommand } = await import('./env.ts');
    await envCommand(options);
  });

// What it prints is evaluated: options that cannot be read must end as its own refusals do.
env.exitOverride(({ exitCode }) => {
  if (exitCode !== 0) process.stdout.write(NOBODY);
  process.exit(exitCode);
});

command('status', 'say whether a server answers').action(async (options: { port: number }) => {
  const { statusCommand } = await import('./status.ts');
  await statusCommand(options);
});

command('exec', 'run a command as if on an instance or in a container, with the credentials of its role')
  .usage('--instance <id> | --task-role <role> [options] -- <command...>')
  .option('--instance <id>', 'on this instance, i-…')
  .option('--task-role <role>', 'in a container of ECS’s whose task has this role, by name or ARN')
  .addOption(variablesOption())
  .argument('<command...>', 'what to run, with its arguments')
  .passThroughOptions()
  .action(async (line: readonly string[], options: ExecCommandOptions) => {
    const { execCommand } = await import('./exec.ts');
    await execCommand(line, options);
  });

command('shell', 'open a shell on an instance')
  .requiredOption('--instance <id>', 'the instance, i-…')
  .addOption(variablesOption())
  .action(async (options: ShellCommandOptions) => {
    const { shellCommand } = await import('./shell.ts');
    await shellCommand(options);
  });

command(
  'identity-certificate',
  'print the certificate against which instance identity documents are verified',
).action(async (options: { port: number }) => {
  const { identityCertificateCommand } = await import('./identity-certificate.ts');
  await identityCertificateCommand(options);
});

const accounts = program.command('account').description('AWS accounts');

command('create', 'make a further account, with a root key of its own', accounts)
  .option('--name <alias>', 'the account alias')
  .action(async (options: AccountCommandOptions) => {
    const { accountCreateCommand } = await import('./account.ts');
    await accountCreateCommand(options);
  });

command('explain', 'say why a request was refused or allowed, and what would allow it')
  .argument('[id]', 'a request id or an authorization id; without one, the last refused requests')
  .action(async (id: string | undefined, options: { port: number }) => {
    const { explainCommand } = await import('./explain.ts');
    await explainCommand(id, options);
  });

const oidc = program.command('oidc').description('OpenID Connect issuers');

command('add-keys', 'verify tokens of this issuer with these public keys, without reaching it', oidc)
  .argument('<issuer>', 'what tokens name as iss, https://…')
  .argument('<file>', 'its JSON Web Key Set')
  .action(async (issuer: string, file: string, options: { port: number }) => {
    const { oidcAddKeysCommand } = await import('./oidc.ts');
    await oidcAddKeysCommand(issuer, file, options);
  });

command(
  'why',
  'say why, from the pasted text of a refusal: this server’s, or real AWS’s with its policies made here',
)
  .argument('<text>', 'an AccessDenied text, an encoded authorization message, or AWS’s JSON of its details')
  .action(async (text: string, options: { port: number }) => {
    const { whyCommand } = await import('./explain.ts');
    await whyCommand(text, options);
  });

command('lint', 'look for mistakes with roles, profiles and policies, in templates and Terraform’s plans')
  .argument(
    '[file...]',
    'CloudFormation templates, or what `terraform show -json PLAN` prints; - for standard input',
  )
  .option('--as <who>', 'who deploys: an ARN, `user NAME` or `role NAME`; asks the server what he may pass')
  .option('--role-arn <arn>', 'the stack’s service role, with --as: who deploys hands it to CloudFormation')
  .option('--stack-name <name>', 'the stack that the template is for: names are made of it')
  .addOption(
    new Option('--format <format>', 'for people, machines or GitHub’s workflows')
      .choices(['text', 'json', 'github'])
      .default('text'),
  )
  .option('--strict', 'let warnings fail too')
  // 1 says that something was found.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(async (files: readonly string[], options: LintCommandOptions) => {
    const { lintCommand } = await import('./lint.ts');
    await lintCommand(files, options);
  });

const clock = command('clock', 'emulated time: without a command, what it is and how far it is ahead').action(
  async (options: { port: number }) => {
    const { clockCommand } = await import('./clock.ts');
    await clockCommand(options);
  },
);

command('advance', 'move emulated time forward, to see credentials rotate and expire', clock)
  .argument('<duration>', 'for example 90m, 1.5h, 1h30m, 2d')
  .action(async (duration: string, options: { port: number }) => {
    const { advanceCommand } = await import('./clock.ts');
    await advanceCommand(duration, options);
  });

/** A command that talks to a server that runs already. */
function command(name: string, description: string, parent = program): Command {
  return parent.command(name).description(description).addOption(portOption('where the server listens'));
}

/** `--port`, or UTSUWA_PORT, or 4566. */
function portOption(description: string): Option {
  return new Option('--port <number>', description).env('UTSUWA_PORT').argParser(port).default(DEFAULT_PORT);
}

/** `--env`, as often as there are variables. */
function variablesOption(): Option {
  return new Option(
    '--env <name[=value]>',
    'a variable to have there; your own value when none is given',
  ).argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), text]);
}

function port(text: string): number {
  // A variable that a script sets to nothing counts as not set.
  if (text === '') return DEFAULT_PORT;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535');
  return number;
}

function directory(text: string): string {
  if (text === '') throw new InvalidArgumentError('name a directory');
  return text;
}

function region(text: string): string {
  if (!isRegionName(text)) throw new InvalidArgumentError('a region is called as us-east-1 is');
  return text;
}

function account(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('an account is twelve digits');
  return text;
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`utsuwa: ${error.message}\n`);
  process.exitCode = error.exitCode;
}
