import { AwsError } from '../../kernel/aws-error.ts';

/** IAM Toolbox's errors. Their codes are AWS's; the words of the last two are a guess. */
export const toolboxErrors = {
  accessDenied: (sentence: string) => new AwsError('AccessDeniedException', 403, sentence),

  /** There is no such id, or it is another organization's. */
  detailsNotFound: (id: string) =>
    new AwsError('ResourceNotFoundException', 404, `Authorization details for ${id} were not found.`),

  policyNotFound: (uri: string) =>
    new AwsError('ResourceNotFoundException', 404, `Policy ${uri} was not evaluated for this request.`),

  invalidToken: () => new AwsError('ValidationException', 400, 'Invalid nextToken.'),
};
