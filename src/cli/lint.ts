import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Foreseen } from '../kernel/foreseen.ts';
import { lint, type Finding } from '../lint/lint.ts';
import { UnreadableError } from '../lint/linted.ts';
import { outsideProfiles, passesOf, servicePass } from '../lint/passes.ts';
import type { Pass, Told, ToldPass, World } from '../lint/world.ts';
import { askServer, NoServerError } from './control-client.ts';
import { githubLines, lintText, summaryText, type LintedFile } from './lint-text.ts';
import { UserError } from './user-error.ts';

/** `utsuwa lint`'s options. */
export interface LintCommandOptions {
  /** ARN, `user/NAME` or `role/NAME`; or `user` and `role` with the name behind it. */
  readonly as?: string | undefined;
  readonly stackName?: string | undefined;
  /** The stack's service role. */
  readonly roleArn?: string | undefined;
  readonly format: 'text' | 'json' | 'github';
  readonly strict?: boolean | undefined;
  readonly port: number;
}

/**
 * Looks for mistakes with roles, profiles and policies in templates and plans. Exit code 1 says that there
 * are errors (with `--strict`: warnings too), 2 that something could not be read, and that the call is wrong.
 *
 * @throws UserError for options that cannot be, and for a deployer whom the server does not know
 */
export async function lintCommand(given: readonly string[], options: LintCommandOptions): Promise<void> {
  const { files, deployer } = deployerOf(given, options.as, process.argv);
  if (options.roleArn !== undefined && !/^arn:[\w-]+:iam::\d{12}:role\/./.test(options.roleArn)) {
    throw new UserError(`\`${options.roleArn}\` is no role's ARN`, 2);
  }
  if (files.length === 0) throw new UserError('name a template, or `-` for standard input', 2);
  const linted: LintedFile[] = [];
  for (const file of files) linted.push(await lintFile(file, deployer, options));
  process.stdout.write(shown(linted, options.format));
  const isUnreadable = linted.some(({ problem }) => problem !== undefined);
  const findings = linted.flatMap((one) => one.findings);
  process.exitCode = isUnreadable ? 2 : findings.some((one) => fails(one, options.strict)) ? 1 : 0;
}

function fails({ level }: Finding, strict = false): boolean {
  return level === 'error' || (strict && level === 'warning');
}

function shown(linted: readonly LintedFile[], format: LintCommandOptions['format']): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ files: linted }, undefined, 2)}\n`;
    case 'github':
      return githubLines(linted);
    case 'text':
      return `${linted.map(lintText).join('')}${summaryText(linted)}`;
  }
}

async function lintFile(
  file: string,
  deployer: string | undefined,
  options: LintCommandOptions,
): Promise<LintedFile> {
  const name = file === '-' ? 'standard input' : file;
  try {
    const source = file === '-' ? await text(process.stdin) : await readText(file);
    const folder = file === '-' ? '.' : path.dirname(file);
    const unasked: string[] = [];
    const ask = async (world: World) => {
      const answer = deployer === undefined ? SAY_WHO : await told(world, deployer, options);
      if (typeof answer !== 'string') return answer;
      if (passesOf(world).length > 0 || options.roleArn !== undefined)
        unasked.push(`whether the deployer may pass the roles: ${answer}`);
      return undefined;
    };
    const { findings, notLookedAt } = await lint({ text: source, folder, stackName: options.stackName, ask });
    return { file: name, findings, notLookedAt: [...notLookedAt, ...unasked] };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return { file: name, findings: [], notLookedAt: [], problem: error.message };
  }
}

/** Why a file cannot be read, for people. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
};

/** A configuration says what Terraform shall work out; what there will be stands in its plan. */
const CONFIGURATION =
  'it is a configuration of Terraform; lint its plan: `terraform plan -out plan && terraform show -json plan > plan.json`';

async function readText(file: string): Promise<string> {
  if (/\.tf(\.json)?$/.test(file)) throw new UnreadableError(CONFIGURATION);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new UnreadableError(REASONS[code] ?? message);
  }
}

const SAY_WHO = 'say who deploys with --as, and a running server is asked';

/** What the server says, or why there is none to say it. */
async function told(
  world: World,
  deployer: string,
  { port, roleArn }: LintCommandOptions,
): Promise<Told | string> {
  const asks = (as: string, passes: readonly Pass[]) => foresee(port, as, passes, outsideProfiles(world));
  try {
    if (roleArn === undefined) return await asks(deployer, passesOf(world));
    // The service role does all that the deployer would do without it.
    const handing = await asks(deployer, [servicePass(roleArn)]);
    if (handing.passes.some(({ standing }) => standing === 'missing')) return handing;
    const making = await asks(roleArn, passesOf(world));
    return { ...handing, passes: [...handing.passes, ...making.passes] };
  } catch (error) {
    if (error instanceof NoServerError) return error.message;
    if (error instanceof UserError) throw new UserError(error.message, 2);
    throw error;
  }
}

async function foresee(
  port: number,
  as: string,
  passes: readonly Pass[],
  profiles: readonly string[],
): Promise<Told> {
  const asked = passes.map(({ role, service }) => ({ role, service }));
  const answer = (await askServer(port, 'POST', 'foresee', { as, passes: asked, profiles })) as unknown;
  const foreseen = answer as Foreseen;
  return {
    deployer: foreseen.deployer,
    passes: passes.flatMap((pass, at): ToldPass[] => {
      const said = foreseen.passes[at];
      return said === undefined ? [] : [{ asked: pass, refusal: said.refusal, ...said }];
    }),
    missingProfiles: new Set(foreseen.missingProfiles),
  };
}

/**
 * Who deploys. `--as user NAME` is two words, of which the second is among the files.
 *
 * @param words the command line
 */
export function deployerOf(
  files: readonly string[],
  as: string | undefined,
  words: readonly string[],
): { readonly files: readonly string[]; readonly deployer: string | undefined } {
  if (as !== 'user' && as !== 'role') {
    if (as === undefined || /^arn:|^(?:user|role)[/ ]\S/.test(as)) {
      return { files, deployer: as?.replace(' ', '/') };
    }
    throw new UserError(`\`${as}\` is nobody: write an ARN, \`user NAME\` or \`role NAME\` behind --as`, 2);
  }
  const name = words[words.indexOf('--as') + 2] ?? '';
  const at = files.indexOf(name);
  if (at < 0) throw new UserError(`write the name of the ${as} behind \`--as ${as}\``, 2);
  return { files: files.filter((_, place) => place !== at), deployer: `${as}/${name}` };
}
