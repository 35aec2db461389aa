import type { AwsError } from '../kernel/aws-error.ts';
import type { ValidationStyle } from '../model/manifest.ts';
import { coralWords } from './words-coral.ts';
import { ecrWords } from './words-ecr.ts';
import { organizationsWords } from './words-organizations.ts';
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

const PATH = 'It must begin and end with / and contain only alphanumeric characters and/or / characters.';
const PATH_PREFIX =
  'It must begin with the / character and contain only alphanumeric characters and/or / characters.';

/** What IAM says of names, paths and documents, by the model's pattern. */
const IAM_SENTENCES: ReadonlyMap<string, string> = new Map([
  ['[\\w+=,.@-]+', 'It must contain only alphanumeric characters and/or the following: +=,.@_-'],
  ['(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)', PATH],
  ['((/[A-Za-z0-9\\.,\\+@=_-]+)*)/', PATH],
  ['[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+', 'It must contain only printable ASCII characters.'],
]);

/** A prefix has its own sentence, also where the model gives it the pattern of a path. */
function iamSentence(path: string, pattern: string): string | undefined {
  return path === 'pathPrefix' ? PATH_PREFIX : IAM_SENTENCES.get(pattern);
}

const WORDS: Readonly<Record<ValidationStyle, ValidationWords>> = {
  iam: coralWords({
    code: 'ValidationError',
    showsValues: false,
    listsEnums: false,
    ownSentence: iamSentence,
  }),
  sts: coralWords({ code: 'ValidationError', showsValues: true, listsEnums: true }),
  json: coralWords({ code: 'ValidationException', showsValues: true, listsEnums: true }),
  parameter: coralWords({ code: 'InvalidParameterException', showsValues: true, listsEnums: true }),
  ec2: ec2Words,
  s3: s3Words,
  ecr: ecrWords,
  organizations: organizationsWords,
};

export function validationWords(style: ValidationStyle): ValidationWords {
  return WORDS[style];
}
