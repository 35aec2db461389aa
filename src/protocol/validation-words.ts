import type { AwsError } from '../kernel/aws-error.ts';
import type { ValidationStyle } from '../model/manifest.ts';
import { coralWords } from './words-coral.ts';
import { ec2Words } from './words-ec2.ts';
import { s3Words } from './words-s3.ts';
import type { TypeMismatch } from './type-mismatch.ts';
import type { PathNames, Violation } from './validator.ts';

/** In what words a service refuses an input that does not fit its model. */
export interface ValidationWords {
  readonly names: PathNames;
  /** @param violations at least one, in the order of the model's members */
  violated(violations: readonly Violation[]): AwsError;
  mismatch(mismatch: TypeMismatch): AwsError;
}

/** What IAM says of names and paths, by the model's pattern. */
const IAM_SENTENCES: ReadonlyMap<string, string> = new Map([
  ['[\\w+=,.@-]+', 'It must contain only alphanumeric characters and/or the following: +=,.@_-'],
  [
    '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)',
    'It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  ],
]);

const WORDS: Readonly<Record<ValidationStyle, ValidationWords>> = {
  iam: coralWords({
    code: 'ValidationError',
    showsValues: false,
    listsEnums: false,
    ownSentences: IAM_SENTENCES,
  }),
  sts: coralWords({ code: 'ValidationError', showsValues: true, listsEnums: true }),
  json: coralWords({ code: 'ValidationException', showsValues: true, listsEnums: true }),
  ec2: ec2Words,
  s3: s3Words,
};

export function validationWords(style: ValidationStyle): ValidationWords {
  return WORDS[style];
}
