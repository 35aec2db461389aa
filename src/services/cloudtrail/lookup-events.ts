import { createHash } from 'node:crypto';
import type { LookupEventsRequest } from '../../model/generated/cloudtrail.ts';
import type { TrailEntry } from '../../operation/trail.ts';
import { cloudtrailErrors } from './errors.ts';
import { cloudtrailOperation } from './cloudtrail-operation.ts';
import { regionOf } from './events/event-kind.ts';
import { isEventOf, tellEvent } from './events/tell-event.ts';
import { matcherOf } from './lookup-attribute.ts';

/** How many events an answer holds at most. */
const PAGE = 50;

/**
 * The requests of the caller's account in the region, newest first, as far as this server remembers them.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const lookupEvents = cloudtrailOperation('LookupEvents', {
  watchesTrail: true,

  authorizes: () => ({ action: 'cloudtrail:LookupEvents', resource: '*', named: null }),

  async runs(input, { accountId, facts, house }) {
    const { LookupAttributes = [], StartTime, EndTime, EventCategory, NextToken } = input;
    if (LookupAttributes.length > 1) throw cloudtrailErrors.oneAttributeOnly();
    if (StartTime !== undefined && EndTime !== undefined && StartTime > EndTime) {
      throw cloudtrailErrors.invalidTimeRange();
    }
    const listing = digestOf(input, accountId, facts.region);
    const after = NextToken === undefined ? undefined : readToken(NextToken, listing);
    // There are no trails, and so no insights of theirs.
    if (EventCategory === 'insight') return { Events: [] };

    const matches = matcherOf(LookupAttributes[0]);
    const isAsked = (entry: TrailEntry): boolean =>
      isEventOf(entry, accountId) && regionOf(entry) === facts.region && isWithin(entry, StartTime, EndTime);
    const size = Math.min(input.MaxResults ?? PAGE, PAGE);
    const page: TrailEntry[] = [];
    for (const entry of olderThan(after, house.trail.recent(Number.MAX_SAFE_INTEGER))) {
      if (!isAsked(entry) || !matches(entry)) continue;
      if (page.length === size) {
        return { Events: page.map((told) => tellEvent(told, accountId)), NextToken: tokenOf(listing, page) };
      }
      page.push(entry);
    }
    return { Events: page.map((told) => tellEvent(told, accountId)) };
  },
});

/** Both ends belong to the range; events have whole seconds. */
function isWithin({ at }: TrailEntry, start: Date | undefined, end: Date | undefined): boolean {
  const second = Math.floor(at / 1000) * 1000;
  return (start === undefined || second >= start.getTime()) && (end === undefined || second <= end.getTime());
}

/** What came before the request with this id; nothing where it is forgotten, for then all older ones are. */
function olderThan(id: string | undefined, newestFirst: readonly TrailEntry[]): readonly TrailEntry[] {
  if (id === undefined) return newestFirst;
  const place = newestFirst.findIndex(({ requestId }) => requestId === id);
  return place < 0 ? [] : newestFirst.slice(place + 1);
}

/** All that decides what is listed: a token continues that listing and no other. */
function digestOf(
  { LookupAttributes = [], StartTime, EndTime, EventCategory }: LookupEventsRequest,
  accountId: string,
  region: string,
): string {
  const listing = JSON.stringify([LookupAttributes, StartTime, EndTime, EventCategory, accountId, region]);
  return createHash('sha256').update(listing).digest('base64url').slice(0, 16);
}

/** A token names the last event told, so that events that come meanwhile shift nothing. */
function tokenOf(listing: string, page: readonly TrailEntry[]): string {
  return Buffer.from(`${listing} ${page.at(-1)?.requestId ?? ''}`).toString('base64url');
}

function readToken(token: string, listing: string): string {
  const [ofListing, id] = Buffer.from(token, 'base64url').toString().split(' ');
  if (ofListing !== listing || id === undefined) throw cloudtrailErrors.invalidToken();
  return id;
}
