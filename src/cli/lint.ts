import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Foreseen } from '../kernel/foreseen.ts';
import { lint, type Finding } from '../lint/lint.ts';
import { UnreadableError } from '../lint/linted.ts';
import { outsideProfiles, passesOf } from '../lint/passes.ts';
import type { Told, World } from '../lint/world.ts';
import { askServer, NoServerError } from './control-client.ts';
import { githubLines, lintText, summaryText, type LintedFile } from './lint-text.ts';
import { UserError } from './user-error.ts';

/** `utsuwa lint`'s options. */
export interface LintCommandOptions {
  /** ARN, `user/NAME` or `role/NAME`; or `user` and `role` with the name behind it. */
  readonly as?: string | undefined;
  readonly stackName?: string | undefined;
  readonly format: 'text' | 'json' | 'github';
  readonly strict?: boolean | undefined;
  readonly port: number;
}

/**
 * Looks for mistakes with roles, profiles and policies in templates and plans. Exit code 1 says that there
 * are errors (with `--strict`: warnings too), 2 that something could not be read.
 *
 * @throws UserError for options that cannot be, and for a deployer whom the server does not know
 */
export async function lintCommand(given: readonly string[], options: LintCommandOptions): Promise<void> {
  const { files, deployer } = deployerOf(given, options.as, process.argv);
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
  { stackName, port }: LintCommandOptions,
): Promise<LintedFile> {
  const name = file === '-' ? 'standard input' : file;
  try {
    const source = file === '-' ? await text(process.stdin) : await readText(file);
    const folder = file === '-' ? '.' : path.dirname(file);
    const unasked: string[] = [];
    const ask = async (world: World) => {
      const answer = deployer === undefined ? SAY_WHO : await told(world, deployer, port);
      if (typeof answer !== 'string') return answer;
      if (passesOf(world).length > 0) unasked.push(`whether the deployer may pass the roles: ${answer}`);
      return undefined;
    };
    const { findings, notLookedAt } = await lint({ text: source, folder, stackName, ask });
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

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new UnreadableError(REASONS[code] ?? message);
  }
}

const SAY_WHO = 'say who deploys with --as, and a running server is asked';

/** What the server says, or why there is none to say it. */
async function told(world: World, as: string, port: number): Promise<Told | string> {
  const passes = passesOf(world);
  const asked = passes.map(({ role, service }) => ({ role, service }));
  let answer: Foreseen;
  try {
    const body = { as, passes: asked, profiles: outsideProfiles(world) };
    answer = (await askServer(port, 'POST', 'foresee', body)) as unknown as Foreseen;
  } catch (error) {
    if (error instanceof NoServerError) return error.message;
    throw error;
  }
  return {
    deployer: answer.deployer,
    passes: passes.map((pass, at) => {
      const { refusal, mend = '' } = answer.passes[at] ?? {};
      return { asked: pass, refusal, mend };
    }),
    missingProfiles: new Set(answer.missingProfiles),
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
