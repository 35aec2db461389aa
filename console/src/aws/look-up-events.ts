import {
  CloudTrailClient,
  LookupEventsCommand,
  type Event,
  type LookupAttribute,
} from '@aws-sdk/client-cloudtrail';
import type { Connection } from './connection.ts';

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
  const { userIdentity = {}, errorCode, errorMessage } = record;
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
  };
}

/** Which events are looked up. */
interface Lookup {
  /** Those that are known already: the lookup ends at the first of them. */
  readonly until?: ((id: string) => boolean) | undefined;
  readonly attribute?: LookupAttribute | undefined;
  /** How many pages of 50, at most. */
  readonly pages: number;
  readonly signal?: AbortSignal | undefined;
}

/** Where IAM and other global services are told. */
const GLOBAL_REGION = 'us-east-1';

const GLOBAL_SERVICES: ReadonlySet<string> = new Set(['iam', 'iam-toolbox', 'organizations']);

/** Whether a request belongs to a region: made there, or of a service that all regions share. */
export function isToldIn({ region, service }: ActivityEvent, wanted: string): boolean {
  return region === wanted || GLOBAL_SERVICES.has(service);
}

/** The newest events of the person's region, and those of us-east-1, where global services are told; newest first. */
export async function lookUpEvents(
  connection: Connection,
  lookup: Lookup,
): Promise<readonly ActivityEvent[]> {
  const own = lookUpIn(connection, lookup);
  if (connection.region === GLOBAL_REGION) return own;
  const [here, global] = await Promise.all([own, lookUpIn(elsewhere(connection), lookup)]);
  return [...here, ...global].sort((a, b) => b.at.getTime() - a.at.getTime());
}

const connections = new WeakMap<Connection, Connection>();

function elsewhere(connection: Connection): Connection {
  const known = connections.get(connection) ?? connection.in(GLOBAL_REGION);
  connections.set(connection, known);
  return known;
}

async function lookUpIn(
  connection: Connection,
  { until = () => false, attribute, pages, signal }: Lookup,
): Promise<readonly ActivityEvent[]> {
  const client = connection.client(CloudTrailClient);
  const found: ActivityEvent[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await client.send(
      new LookupEventsCommand({
        MaxResults: 50,
        ...(NextToken === undefined ? {} : { NextToken }),
        ...(attribute === undefined ? {} : { LookupAttributes: [attribute] }),
      }),
      signal === undefined ? {} : { abortSignal: signal },
    );
    for (const event of answer.Events ?? []) {
      if (until(event.EventId ?? '')) return found;
      found.push(readEvent(event));
    }
    NextToken = answer.NextToken;
    if (NextToken === undefined) break;
  }
  return found;
}
