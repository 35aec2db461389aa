import { CloudTrailClient, LookupEventsCommand, type Event } from '@aws-sdk/client-cloudtrail';
import { CONSOLE_AGENT, type Connection } from './connection.ts';

/** One request that somebody made, as CloudTrail tells it. */
export interface ActivityEvent {
  /** The request's id. */
  readonly id: string;
  readonly at: Date;
  readonly outcome: 'allowed' | 'denied' | 'failed';
  /** The caller's ARN; a service's name, `anonymous` or an account where there is none. */
  readonly caller: string;
  /** The service that called on the caller's behalf. */
  readonly via?: string | undefined;
  /** `iam`, `s3` … */
  readonly service: string;
  readonly operation: string;
  /** The permission that was refused, where it is not the operation's own: `iam:PassRole`. */
  readonly refusedAction?: string | undefined;
  /** An ARN. */
  readonly resource?: string | undefined;
  readonly region: string;
  readonly errorCode?: string | undefined;
  readonly errorMessage?: string | undefined;
  readonly accessKeyId?: string | undefined;
  /** Whether the console only looked something up. */
  readonly isConsolesRead: boolean;
}

/** The parts of CloudTrail's record that are read. */
interface EventRecord {
  readonly userIdentity?: {
    readonly arn?: string;
    readonly accountId?: string;
    readonly userName?: string;
    readonly invokedBy?: string;
  };
  readonly eventSource?: string;
  readonly eventName?: string;
  readonly awsRegion?: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly userAgent?: string;
  readonly readOnly?: boolean;
  readonly resources?: readonly { readonly ARN?: string }[];
}

/** Codes of refusals, whatever refused: a policy, Block Public Access, a lock. EC2's bear `Client.` before them. */
const DENIAL = /AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|Forbidden/;

/** How a request ended by its error code. S3's 304 answers a condition that did not hold: nothing failed. */
export function outcomeOfCode(errorCode: string | undefined): ActivityEvent['outcome'] {
  if (errorCode === undefined || errorCode === 'NotModified') return 'allowed';
  return DENIAL.test(errorCode) ? 'denied' : 'failed';
}

const SENTENCE = /is not authorized to perform: ([\w-]+:\w+)(?: on resource: "?([^"\s]+)"?)?/;

/** Reads what LookupEvents answers. */
export function readEvent({
  EventId = '',
  EventTime,
  AccessKeyId,
  CloudTrailEvent = '{}',
}: Event): ActivityEvent {
  const record = JSON.parse(CloudTrailEvent) as EventRecord;
  const { userIdentity = {}, errorCode, errorMessage, userAgent = '', readOnly = false } = record;
  const { arn, accountId, userName, invokedBy } = userIdentity;
  const [, action, resource] = SENTENCE.exec(errorMessage ?? '') ?? [];
  const service = (record.eventSource ?? '').replace('.amazonaws.com', '');
  const operation = record.eventName ?? '';
  return {
    id: EventId,
    at: EventTime ?? new Date(0),
    outcome: outcomeOfCode(errorCode),
    caller: arn ?? userName ?? (accountId === undefined ? (invokedBy ?? '-') : accountId),
    via: arn === undefined ? undefined : invokedBy,
    service,
    operation,
    refusedAction: action === `${service}:${operation}` ? undefined : action,
    resource: resource === '*' ? undefined : (resource ?? record.resources?.[0]?.ARN),
    region: record.awsRegion ?? '',
    errorCode,
    errorMessage,
    accessKeyId: AccessKeyId,
    isConsolesRead: readOnly && userAgent.includes(CONSOLE_AGENT),
  };
}

/** Where IAM and other global services are told. */
const GLOBAL_REGION = 'us-east-1';

const GLOBAL_SERVICES: ReadonlySet<string> = new Set(['iam', 'iam-toolbox', 'organizations']);

/** Whether a request belongs to a region: made there, or of a service that all regions share. */
export function isToldIn({ region, service }: ActivityEvent, wanted: string): boolean {
  return region === wanted || GLOBAL_SERVICES.has(service);
}

const connections = new WeakMap<Connection, Connection>();

/** Where a person's events are told: in their region, and those of global services in us-east-1. */
export function connectionsOfEvents(connection: Connection): readonly Connection[] {
  if (connection.region === GLOBAL_REGION) return [connection];
  const global = connections.get(connection) ?? connection.in(GLOBAL_REGION);
  connections.set(connection, global);
  return [connection, global];
}

/** A page of events, newest first, and how to ask for the one behind it; the last one has no `next`. */
export interface EventsPage {
  readonly events: readonly ActivityEvent[];
  readonly next?: string | undefined;
}

/** Looks one page of one region's events up. @param next as the page before answered it */
export async function lookUpPage(
  connection: Connection,
  next: string | undefined,
  signal: AbortSignal,
): Promise<EventsPage> {
  const { Events = [], NextToken } = await connection
    .client(CloudTrailClient)
    .send(new LookupEventsCommand({ MaxResults: 50, ...(next === undefined ? {} : { NextToken: next }) }), {
      abortSignal: signal,
    });
  return { events: Events.map(readEvent), next: NextToken };
}
