import { formatArn } from '../../kernel/arn.ts';
import type { OperationContext } from '../../operation/context.ts';
import { invalidName, invalidParameter, otherRegion } from './errors.ts';

/** A function as a request names it: it need not exist. */
export interface NamedFunction {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** `$LATEST`, a version's number or an alias; absent when the function itself is meant. */
  readonly qualifier: string | undefined;
}

const LONGEST_NAME = 64;

/** Of the forms that AWS takes: name, account and name, ARN; each may end in a qualifier. */
const FORM =
  /^(?:arn:[\w-]+:lambda:)?(?:([a-z]{2}(?:-[a-z]+)+-\d):(?=\d{12}:))?(?:(\d{12}):)?(?:function:)?([\w-]+)(?::(\$LATEST|[\w-]+))?$/;

/**
 * Reads the function that a request names.
 *
 * @param qualifier given beside the name; must not contradict one in it
 * @throws AwsError ValidationException, InvalidParameterValueException, or ResourceNotFoundException for an
 *   ARN of another region
 */
export function namedFunction(
  context: Pick<OperationContext, 'accountId' | 'facts'>,
  text: string,
  qualifier?: string,
): NamedFunction {
  const [, region = context.facts.region, accountId = context.accountId, name = '', own] =
    FORM.exec(text) ?? [];
  if (name === '' || name.length > LONGEST_NAME) {
    throw invalidName(name === '' ? text : name, 'Member must have length less than or equal to 64');
  }
  if (region !== context.facts.region) throw otherRegion(region, context.facts.region);
  if (own !== undefined && qualifier !== undefined && own !== qualifier) {
    throw invalidParameter(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return { accountId, region, name, qualifier: own ?? qualifier };
}

/** A function's ARN, with a qualifier where one is given. */
export function functionArn(
  { accountId, region, name }: Omit<NamedFunction, 'qualifier'>,
  qualifier?: string,
): string {
  const resource = qualifier === undefined ? `function:${name}` : `function:${name}:${qualifier}`;
  return formatArn({ service: 'lambda', region, accountId, resource });
}

/** The ARN as it was named. */
export function namedArn(named: NamedFunction): string {
  return functionArn(named, named.qualifier);
}
