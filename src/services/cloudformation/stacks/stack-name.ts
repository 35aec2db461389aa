import { invalidStackName } from '../errors.ts';

const NAME = '[a-zA-Z][-a-zA-Z0-9]*';
const FITS = new RegExp(`^${NAME}$`);
const MAX_LENGTH = 128;

/**
 * Checks the name of a stack that is to be made.
 *
 * @throws AwsError ValidationError
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function assertStackName(name: string): void {
  const problems: string[] = [];
  if (name.length > MAX_LENGTH) {
    problems.push(`Member must have length less than or equal to ${MAX_LENGTH}`);
  }
  if (!FITS.test(name)) problems.push(`Member must satisfy regular expression pattern: ${NAME}`);
  if (problems.length > 0) throw invalidStackName(name, problems);
}
