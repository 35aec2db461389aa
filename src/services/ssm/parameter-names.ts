import { formatArn, parseArn } from '../../kernel/arn.ts';
import type { OperationContext } from '../../operation/context.ts';
import { invalidName, nameNotQualified, nameTooLong, reservedName, tooManyLevels } from './errors.ts';

/** AWS counts the ARN before the name too. */
const MAX_NAME = 1011;
const MAX_LEVELS = 15;

const NAME = /^[a-zA-Z0-9_.\-/]+$/;

/** A parameter as a call names it, one of its versions perhaps. */
export interface ParameterReference {
  /** As the call gave it. */
  readonly given: string;
  readonly name: string;
  /** A version or label, after a colon. */
  readonly selector: string | undefined;
  /** Whether it was named by an ARN, which does not tell `/name` from `name`. */
  readonly isByArn: boolean;
  /** The ARN is of another account, or region. */
  readonly isElsewhere: boolean;
}

/**
 * Reads `name`, `name:version`, `name:label` or an ARN.
 *
 * @throws AwsError ValidationException for what can be no name
 */
export function readReference(given: string, { accountId, facts }: OperationContext): ParameterReference {
  const arn = parseArn(given);
  const isParameter = arn?.service === 'ssm' && arn.resource.startsWith('parameter/');
  const text = isParameter ? arn.resource.slice('parameter'.length) : given;
  const colon = text.indexOf(':');
  const path = colon < 0 ? text : text.slice(0, colon);
  const selector = colon < 0 ? undefined : text.slice(colon + 1);
  if (!NAME.test(path) || (path.includes('/') && !path.startsWith('/'))) throw invalidName();
  return {
    given,
    name: path,
    selector,
    isByArn: isParameter,
    isElsewhere:
      isParameter && (arn.region !== facts.region || (arn.accountId !== accountId && !isPublicName(path))),
  };
}

/** The names that a reference may mean. */
export function namesOf({ name, isByArn }: ParameterReference): readonly string[] {
  return isByArn && name.lastIndexOf('/') === 0 ? [name, name.slice(1)] : [name];
}

/** Whether it is one of those that AWS itself publishes. */
export function isPublicName(name: string): boolean {
  return name.startsWith('/aws/');
}

/** The ARN of a parameter in the call's account and region; AWS's own have no account. */
export function parameterArn(
  { accountId, facts }: Pick<OperationContext, 'accountId' | 'facts'>,
  name: string,
): string {
  return arnOf(isPublicName(name) ? '' : accountId, facts.region, name);
}

/** The ARN of a parameter: a leading slash of its name is written once. */
export function arnOf(accountId: string, region: string, name: string): string {
  return formatArn({
    service: 'ssm',
    region,
    accountId,
    resource: `parameter${name.startsWith('/') ? '' : '/'}${name}`,
  });
}

/**
 * Holds a new parameter's name to AWS's rules.
 *
 * @throws AwsError ValidationException, AccessDeniedException, HierarchyLevelLimitExceededException
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
 */
export function assertNewName(name: string): void {
  if (name.length > MAX_NAME) throw nameTooLong(name, MAX_NAME);
  const bare = name.replace(/^\/+/, '').toLowerCase();
  if (bare.startsWith('aws')) throw reservedName(name);
  if (
    bare.startsWith('ssm') ||
    !NAME.test(name) ||
    bare === '' ||
    name.endsWith('/') ||
    name.includes('//')
  ) {
    throw invalidName();
  }
  if (name.includes('/') && !name.startsWith('/')) throw nameNotQualified();
  if (name.split('/').length - 1 > MAX_LEVELS) throw tooManyLevels(MAX_LEVELS);
}
