import { AwsError } from '../../kernel/aws-error.ts';

/** Every error that Access Analyzer itself answers: code, status and AWS's words. */
export const accessAnalyzerErrors = {
  /** A refused permission. @param sentence AWS's own, `User: … is not authorized to perform: …` */
  accessDenied: (sentence: string) => new AwsError('AccessDeniedException', 403, sentence),

  /** A member with a value that it cannot have (guess: AWS does not publish its sentences). */
  invalidField: (name: string, message: string) =>
    new AwsError('ValidationException', 400, `Invalid ${name}: ${message}`, {
      reason: 'fieldValidationFailed',
      fieldList: [{ name, message }],
    }),

  /** A policy that is none, where a check needs one. */
  invalidPolicy: (message: string) => new AwsError('InvalidParameterException', 400, message),

  /** A question that cannot be answered exactly (guess: AWS publishes neither the sentence nor when). */
  undecided: () =>
    new AwsError(
      'UnprocessableEntityException',
      422,
      'Whether the policy grants the access cannot be decided exactly, because of its conditions or its size.',
    ),
} as const;
