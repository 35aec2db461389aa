import { withoutIndexes } from './addresses.ts';
import { readTemplateWorld } from './cloudformation/read-template-world.ts';
import { UnreadableError, type Linted, type Location } from './linted.ts';
import type { Level } from './rule.ts';
import { RULES } from './rules.ts';
import { isTerraform, readPlanWorld } from './terraform/read-plan-world.ts';
import type { Told, World } from './world.ts';

/** What is to be linted. */
export interface LintInput {
  readonly text: string;
  /** Where a plan's configuration may lie. */
  readonly folder: string;
  /** The stack's name, of which names are made. */
  readonly stackName?: string | undefined;
  /** Asks a server about the deploy; absent when none is to be asked. */
  readonly ask?: ((world: World) => Promise<Told | undefined>) | undefined;
}

/** One thing found, for whoever shows it. */
export interface Finding extends Location {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly mend: string;
  /** A logical id or Terraform's address. */
  readonly resource?: string | undefined;
}

export interface LintResult {
  /** In the order of their lines. */
  readonly findings: readonly Finding[];
  /** What could not be looked at, each a sentence. */
  readonly notLookedAt: readonly string[];
}

/** Longer texts are no templates; a plan of thousands of resources is shorter. */
const MAX_LENGTH = 50_000_000;

/**
 * Looks for the mistakes that people make with roles, instance profiles and policies.
 *
 * @throws UnreadableError for a text that is neither a template nor a plan
 */
export async function lint(input: LintInput): Promise<LintResult> {
  try {
    return await linted(input);
  } catch (error) {
    // What nests very deep is walked by functions that call themselves.
    if (error instanceof RangeError) throw new UnreadableError('it nests too deep');
    throw error;
  }
}

async function linted({ text, folder, stackName, ask }: LintInput): Promise<LintResult> {
  if (text.trim() === '') throw new UnreadableError('it is empty');
  if (text.length > MAX_LENGTH) throw new UnreadableError(`it is longer than ${MAX_LENGTH} characters`);
  const { world, locate, locationOf, notLookedAt } = await read(text, folder, stackName);
  const asked = ask === undefined ? world : { ...world, told: await ask(world) };
  const findings = RULES.flatMap((rule) =>
    [...rule.find(asked)].map(({ spot, says, mend, level, position }): Finding => {
      const location = (position && locationOf?.(position)) ?? locate(spot);
      return {
        ...location,
        ...{ rule: rule.name, level: level ?? rule.level, message: says, mend },
        resource: spot.resource ?? resourceOf(spot.steps),
      };
    }),
  );
  return { findings: onceEach(findings).sort(byLine), notLookedAt };
}

/** What `count` and `for_each` multiply is one mistake. */
function onceEach(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const { rule, file, line, column, message } = finding;
    const key = withoutIndexes([rule, file, line, column, message].join(' '));
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}

async function read(text: string, folder: string, stackName = 'STACK'): Promise<Linted> {
  const json = text.trimStart().startsWith('{') ? parsed(text) : undefined;
  if (json !== undefined && isTerraform(json)) return readPlanWorld(json, folder);
  return readTemplateWorld(text, stackName);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The template's own reader says where it ceases to be JSON.
    return undefined;
  }
}

function resourceOf([section, id]: readonly (string | number)[]): string | undefined {
  return section === 'Resources' && typeof id === 'string' ? id : undefined;
}

function byLine(one: Finding, other: Finding): number {
  const file = (one.file ?? '') < (other.file ?? '') ? -1 : (one.file ?? '') > (other.file ?? '') ? 1 : 0;
  return file || (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);
}
