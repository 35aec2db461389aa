import { AwsError } from '../kernel/aws-error.ts';
import { coralWords } from './words-coral.ts';
import type { ValidationWords } from './validation-words.ts';
import type { Violation } from './validator.ts';

const CORAL = coralWords({ code: 'ValidationException', showsValues: false, listsEnums: false });

/** Organizations says what kind of thing is wrong, with a reason for programs, and not where. */
export const organizationsWords: ValidationWords = {
  names: CORAL.names,
  violated: (violations) => {
    const [message, Reason] = sentence(violations.find(({ kind }) => kind === 'required') ?? violations[0]!);
    return new AwsError('InvalidInputException', 400, message, { Reason });
  },
  mismatch: (mismatch) => CORAL.mismatch(mismatch),
};

/** The sentence about patterns is live; the others are the API reference's. */
function sentence({ kind, constraint }: Violation): readonly [message: string, reason: string] {
  switch (kind) {
    case 'required':
      return ['You must include a value for all required parameters.', 'INPUT_REQUIRED'];
    case 'length':
      return constraint.includes('less than or equal')
        ? ['You provided a string parameter that is longer than allowed.', 'MAX_LENGTH_EXCEEDED']
        : ['You provided a string parameter that is shorter than allowed.', 'MIN_LENGTH_EXCEEDED'];
    case 'range':
      return constraint.includes('less than or equal')
        ? ['You provided a numeric parameter that has a larger value than allowed.', 'MAX_VALUE_EXCEEDED']
        : ['You provided a numeric parameter that has a smaller value than allowed.', 'MIN_VALUE_EXCEEDED'];
    case 'enum':
      return ['You specified an invalid value.', 'INVALID_ENUM'];
    case 'pattern':
    case 'element':
      return ['You provided a value that does not match the required pattern.', 'INVALID_PATTERN'];
  }
}
