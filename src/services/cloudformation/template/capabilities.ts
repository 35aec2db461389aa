import type { Template } from './template.ts';
import { insufficientCapabilities } from './template-errors.ts';

/** Types for which CAPABILITY_IAM must be given. */
const IAM_TYPES: ReadonlySet<string> = new Set(
  [
    'AccessKey',
    'Group',
    'InstanceProfile',
    'ManagedPolicy',
    'Policy',
    'Role',
    'User',
    'UserToGroupAddition',
    'GroupPolicy',
    'RolePolicy',
    'UserPolicy',
  ].map((name) => `AWS::IAM::${name}`),
);

/** The properties by which such a type is given a name: then CAPABILITY_NAMED_IAM it must be. */
const NAMES = ['GroupName', 'InstanceProfileName', 'ManagedPolicyName', 'RoleName', 'UserName'];

/** Types that others name in properties of the same names, which names nothing new. */
const NAMED_TYPES: ReadonlySet<string> = new Set(
  ['Group', 'InstanceProfile', 'ManagedPolicy', 'Role', 'User'].map((name) => `AWS::IAM::${name}`),
);

/** What a template makes it necessary to acknowledge. */
export interface NeededCapabilities {
  readonly capabilities: readonly string[];
  /** In AWS's words; absent where nothing is needed. */
  readonly reason?: string | undefined;
}

/**
 * The capabilities that a template needs.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function neededCapabilities({ resources }: Template): NeededCapabilities {
  const types = new Set<string>();
  let named = false;
  for (const { type, properties } of resources.values()) {
    if (!IAM_TYPES.has(type)) continue;
    types.add(type);
    if (NAMED_TYPES.has(type) && NAMES.some((name) => Object.hasOwn(properties as object, name)))
      named = true;
  }
  if (types.size === 0) return { capabilities: [] };
  return {
    capabilities: [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'],
    reason: `The following resource(s) require capabilities: [${[...types].join(', ')}]`,
  };
}

/**
 * Demands what a template needs.
 *
 * @throws AwsError InsufficientCapabilitiesException
 */
export function assertCapabilities(template: Template, given: readonly string[]): void {
  const { capabilities } = neededCapabilities(template);
  const isGiven = (needed: string) =>
    given.includes(needed) || (needed === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM'));
  const missing = capabilities.filter((needed) => !isGiven(needed));
  if (missing.length > 0) throw insufficientCapabilities(missing);
}

/**
 * Demands what a template with transforms needs, those that AWS hosts too, when it is not looked at in a
 * change set first.
 *
 * @throws AwsError InsufficientCapabilitiesException
 */
export function assertMayExpand(given: readonly string[]): void {
  if (!given.includes('CAPABILITY_AUTO_EXPAND')) throw insufficientCapabilities(['CAPABILITY_AUTO_EXPAND']);
}
