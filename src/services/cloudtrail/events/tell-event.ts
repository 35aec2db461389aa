import type { Event } from '../../../model/generated/cloudtrail.ts';
import { accountOf } from '../../../operation/authorize.ts';
import type { TrailEntry } from '../../../operation/trail.ts';
import { eventSourceOf, isDataEvent, isReadOnly, regionOf } from './event-kind.ts';
import { resourcesOf } from './event-resources.ts';
import { accessKeyOf, userIdentityOf, userNameOf } from './user-identity.ts';

/** The version of the record's form. */
const RECORD_VERSION = '1.11';

/** What is longer is cut, as on AWS. */
const MOST_TEXT = 1024;

/**
 * Whether a request is told to an account: to its caller's, and to the owner of what it asked for, unless it
 * was another account's and refused.
 */
export function isEventOf({ caller, decisions, errorCode }: TrailEntry, accountId: string): boolean {
  const own = caller === undefined ? '' : accountOf(caller, '');
  if (own === accountId) return true;
  const reachesOwner = own === '' || errorCode === undefined;
  return reachesOwner && decisions.some(({ request }) => request.resourceAccount === accountId);
}

/** A request as LookupEvents answers it. @param accountId who is told */
export function tellEvent(entry: TrailEntry, accountId: string): Event {
  const named = resourcesOf(entry).flatMap(({ arn, name, type }) => [
    { ResourceType: type, ResourceName: name },
    { ResourceType: type, ResourceName: arn },
  ]);
  const accessKeyId = seesCaller(entry, accountId) ? accessKeyOf(entry) : undefined;
  const userName = seesCaller(entry, accountId) ? userNameOf(entry) : undefined;
  return {
    EventId: entry.requestId,
    EventName: entry.operation,
    ReadOnly: String(isReadOnly(entry)),
    ...(accessKeyId === undefined ? {} : { AccessKeyId: accessKeyId }),
    EventTime: new Date(Math.floor(entry.at / 1000) * 1000),
    EventSource: eventSourceOf(entry),
    ...(userName === undefined ? {} : { Username: userName }),
    Resources: named,
    CloudTrailEvent: JSON.stringify(recordOf(entry, accountId)),
  };
}

/** Another account's caller is told by its account and id alone. */
function seesCaller({ caller, identity }: TrailEntry, accountId: string): boolean {
  return identity !== undefined || (caller !== undefined && accountOf(caller, accountId) === accountId);
}

/**
 * The record in CloudTrail's form. Inputs and answers are not in the trail, so `requestParameters` and
 * `responseElements` are null.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function recordOf(entry: TrailEntry, accountId: string): object {
  const isData = isDataEvent(entry);
  const resources = resourcesOf(entry).map(({ arn, accountId: owner, type }) => ({
    accountId: owner,
    type,
    ARN: arn,
  }));
  return {
    eventVersion: RECORD_VERSION,
    userIdentity: userIdentityOf(entry, accountId),
    eventTime: new Date(entry.at).toISOString().replace(/\.\d+Z$/, 'Z'),
    eventSource: eventSourceOf(entry),
    eventName: entry.operation,
    awsRegion: regionOf(entry),
    ...sourceOf(entry),
    ...errorOf(entry),
    requestParameters: null,
    responseElements: null,
    requestID: entry.requestId,
    eventID: entry.requestId,
    readOnly: isReadOnly(entry),
    ...(resources.length === 0 ? {} : { resources }),
    eventType: 'AwsApiCall',
    managementEvent: !isData,
    recipientAccountId: accountId,
    eventCategory: isData ? 'Data' : 'Management',
  };
}

/** Where it came from: a service that acts for itself or on someone's way stands in the client's place. */
function sourceOf({ caller, calledVia, sourceIp, userAgent, clientAgent }: TrailEntry): object {
  const service = caller?.kind === 'service' ? caller.service : calledVia?.at(-1);
  if (service !== undefined) return { sourceIPAddress: service, userAgent: service };
  // A browser's own says nothing of the SDK in the page.
  const isBrowser = userAgent?.startsWith('Mozilla/') === true && clientAgent !== undefined;
  const agent = isBrowser ? `${clientAgent} ${userAgent}` : (userAgent ?? '');
  return { sourceIPAddress: sourceIp ?? 'AWS Internal', userAgent: agent.slice(0, MOST_TEXT) };
}

/** EC2's codes bear the side that is at fault. */
function errorOf({ service, errorCode, errorMessage }: TrailEntry): object {
  if (errorCode === undefined) return {};
  const side = errorMessage === undefined ? 'Server' : 'Client';
  return {
    errorCode: service === 'ec2' ? `${side}.${errorCode}` : errorCode,
    ...(errorMessage === undefined ? {} : { errorMessage: errorMessage.slice(0, MOST_TEXT) }),
  };
}
