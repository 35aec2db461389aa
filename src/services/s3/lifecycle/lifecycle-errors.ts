import type { AwsError } from '../../../kernel/aws-error.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';

/** What S3 refuses in a lifecycle configuration; its own words, as people and other tools have recorded them. */

export function idTooLong(id: string): AwsError {
  return invalidArgument('ID length should not exceed allowed limit of 255', 'ID', id);
}

export function sameId(id: string): AwsError {
  return invalidArgument('Rule ID must be unique. Found same ID for more than one rule', 'ID', id);
}

export function noAction(): AwsError {
  return invalidRequest('At least one action needs to be specified in a rule');
}

/** @param action for example `Expiration` */
export function notPositive(member: string, action: string, value: number): AwsError {
  return invalidArgument(
    `'${member}' for ${action} action must be a positive integer`,
    member,
    String(value),
  );
}

export function notMidnight(date: Date): AwsError {
  return invalidArgument("'Date' must be at midnight GMT", 'Date', date.toISOString());
}

/** @param what for example `Tags` */
export function notWith(action: string, what: 'Tags' | 'Object Size'): AwsError {
  return invalidRequest(`${action} cannot be specified with ${what}.`);
}

export function prefixTooLong(): AwsError {
  return invalidRequest('The maximum size of a prefix is 1024.');
}

export function duplicateTagKeys(): AwsError {
  return invalidRequest('Duplicate Tag Keys are not allowed.');
}

export function newerVersionsNeedFilter(): AwsError {
  return invalidRequest('NewerNoncurrentVersions element can only be used in Lifecycle V2.');
}

/** @param action `Transition` or `NoncurrentVersionTransition` */
export function sameStorageClass(action: string): AwsError {
  return invalidRequest(`'StorageClass' must be different for '${action}' actions in same 'Rule'`);
}

/** @param member `Days` or `NoncurrentDays` */
export function transitionTooEarly(member: string, action: string, storageClass: string): AwsError {
  return invalidArgument(
    `'${member}' in ${action} action must be greater than or equal to 30 for storageClass '${storageClass}'`,
    member,
    null,
  );
}

/** @param prefix of the rule's filter */
export function expiresBeforeTransition(prefix: string): AwsError {
  return invalidArgument(
    `'Days' in the Expiration action for filter '(prefix=${prefix})' must be greater than 'Days' in the Transition action`,
    'Days',
    null,
  );
}

/** @param prefix of the rule's filter */
export function mixedDatesAndDays(prefix: string): AwsError {
  return invalidRequest(
    `Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for prefix '${prefix}'`,
  );
}
