import { AwsError } from '../kernel/aws-error.ts';
import type { ValidationWords } from './validation-words.ts';
import { coralWords } from './words-coral.ts';

const CORAL = coralWords({ code: 'InvalidParameterException', showsValues: true, listsEnums: true });
const PATTERN = 'regular expression pattern: ';

/** ECR names one parameter: `Invalid parameter at 'repositoryName' failed to satisfy constraint: '…'`. */
export const ecrWords: ValidationWords = {
  names: CORAL.names,
  violated: ([first]) => {
    const words = (first?.constraint ?? '').replace(/^Member /, '');
    const at = words.indexOf(PATTERN);
    const told = at < 0 ? words : `must satisfy regular expression '${words.slice(at + PATTERN.length)}'`;
    return new AwsError(
      'InvalidParameterException',
      400,
      `Invalid parameter at '${first?.path ?? ''}' failed to satisfy constraint: '${told}'`,
    );
  },
  mismatch: (mismatch) => CORAL.mismatch(mismatch),
};
