import { AwsError } from '../../kernel/aws-error.ts';

function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', 400, message);
}

/**
 * Every error that the Resource Groups Tagging API itself answers: code, status and words, those of AWS
 * where they were seen. What befalls one resource stands in the answer's FailedResourcesMap.
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_TagResources.html
 */
export const taggingErrors = {
  /** A refused permission. @param sentence AWS's own, `User: … is not authorized to perform: …` */
  accessDenied: (sentence: string) => new AwsError('AccessDeniedException', 400, sentence),

  /** The wording is believed, not documented. */
  invalidArn: (arn: string) => invalidParameter(`${arn} is not a valid AmazonResourceName (ARN)`),

  /** An ARN of another partition than the house's. */
  otherPartition: (arn: string) =>
    invalidParameter(`The partition in the ARN ${arn} does not match the partition of this endpoint`),

  /** The wording is believed, not documented. @param operation `TagResources` or `UntagResources` */
  otherRegion: (arn: string, operation: string) =>
    invalidParameter(
      `Region in the ARN ${arn} does not match with the region in which ${operation} API is invoked`,
    ),

  /** Parameters that exclude each other. */
  exclusive: (one: string, other: string) =>
    invalidParameter(`${one} can't be specified together with ${other}.`),

  /** A parameter that means nothing without another one. */
  onlyWith: (one: string, other: string) =>
    invalidParameter(`${one} can be specified only if ${other} is true.`),

  outOfRange: (parameter: string, min: number, max: number) =>
    invalidParameter(`${parameter} must be between ${min} and ${max}.`),

  tooMany: (parameter: string, max: number) =>
    invalidParameter(`${parameter} can contain at most ${max} items.`),

  keyMissing: () => invalidParameter('Each TagFilter must contain a key.'),

  invalidToken: () => invalidParameter('The specified PaginationToken is invalid.'),

  expiredToken: () =>
    new AwsError(
      'PaginationTokenExpiredException',
      400,
      'The request failed because the specified PaginationToken has expired. A PaginationToken is valid for a maximum of 15 minutes.',
    ),

  /** A resource of another account than the caller's (guess: AWS documents nothing). */
  otherAccount: (arn: string) =>
    new AwsError('AccessDeniedException', 400, `The resource ${arn} belongs to another account`),

  /** A type of resource whose service is none, in words seen on AWS. */
  unsupportedService: (service: string, type: string) =>
    invalidParameter(`Unsupported service=${service} in ResourceTypeFilter - ${service}:${type}`),

  /** A kind of resource whose tags cannot be changed by ARN; of EC2's kinds in words seen on AWS. */
  otherKind: (service: string, type: string) =>
    invalidParameter(
      service === 'ec2'
        ? `'${type}' is not a recognized EC2ResourceType id `
        : `'${type}' is not a resource type of ${service} that can be tagged`,
    ),

  /** A service of AWS's that the house has not, or that has nothing to tag. */
  notServed: (service: string) =>
    new AwsError('NotImplemented', 501, `Utsuwa has no resources of \`${service}\` that can be tagged`),

  /** A defect of ours, or a store that is not there, while one resource was tagged. */
  internal: () =>
    new AwsError(
      'InternalServiceException',
      500,
      'The request processing failed because of an unknown error, exception, or failure. You can retry the request.',
    ),
} as const;
