import { AwsError } from '../../kernel/aws-error.ts';

/** CloudTrail's errors. Their codes are AWS's; their words, but for the denial's, are a guess. */
export const cloudtrailErrors = {
  /** A refused permission. @param sentence AWS's own, `User: … is not authorized to perform: …` */
  accessDenied: (sentence: string) => new AwsError('AccessDeniedException', 400, sentence),

  oneAttributeOnly: () =>
    new AwsError(
      'InvalidLookupAttributesException',
      400,
      'Only one lookup attribute can be specified in a request.',
    ),

  invalidTimeRange: () =>
    new AwsError('InvalidTimeRangeException', 400, 'The start time must not be after the end time.'),

  invalidToken: () =>
    new AwsError(
      'InvalidNextTokenException',
      400,
      'The token is not valid, or was given for a request with other parameters.',
    ),
} as const;
