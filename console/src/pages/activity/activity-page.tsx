import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useEffect, useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { KnownEvents } from '../../aws/event-log.ts';
import { isToldIn, type ActivityEvent } from '../../aws/look-up-events.ts';
import { useTexts } from '../../language/language.tsx';
import { useAddressed } from '../../parts/address/use-addressed.ts';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { StaleNote } from '../../parts/stale-note.tsx';
import { useNarrow } from '../../parts/use-narrow.ts';
import { Time } from '../../parts/time.tsx';
import { nameOfCaller } from '../../session/name-of-caller.ts';
import { useSession } from '../../session/session.tsx';
import { ActivityFilters, isWanted, NO_FILTERS, type Filters } from './activity-filters.tsx';
import { ACTIVITY_TEXTS } from './activity-texts.ts';
import { Outcome } from './outcome.tsx';
import { useLiveEvents } from './use-live-events.ts';

type Texts = (typeof ACTIVITY_TEXTS)['en'];

const NONE: KnownEvents = { events: [], isWhole: false };

/** How many are looked for at first, and how many more each time. */
const ENOUGH = 200;

/** Every request as it comes, and the way to why it was allowed or not. */
export default function ActivityPage() {
  const texts = useTexts(ACTIVITY_TEXTS);
  const { connection } = useSession();
  const [isPaused, setIsPaused] = useState(false);
  const [filters, narrow] = useAddressed(NO_FILTERS);
  const [enough, setEnough] = useState(ENOUGH);
  const isSought = (event: ActivityEvent) => isToldIn(event, connection.region) && isWanted(event, filters);
  const sought = { isWanted: isSought, enough, key: JSON.stringify(filters) };
  const { live: query, isLookingBack, error: backError } = useLiveEvents(isPaused, sought);
  const { data = NONE } = query;
  const events = useMemo(
    () => data.events.filter((event) => isToldIn(event, connection.region)),
    [data, connection],
  );
  const wanted = useMemo(() => events.filter((event) => isWanted(event, filters)), [events, filters]);
  const change = (changed: Partial<Filters>) => {
    setEnough(ENOUGH);
    narrow(changed);
  };
  const isNarrow = useNarrow();
  useDenialsLink();
  const { items, collectionProps, paginationProps } = useCollection(wanted, {
    pagination: { pageSize: 50 },
  });
  const controls = (
    <SpaceBetween direction="horizontal" size="s" alignItems="center">
      <StatusIndicator type={isPaused ? 'stopped' : 'in-progress'}>
        {isPaused ? texts.paused : texts.live}
      </StatusIndicator>
      <Button onClick={() => setIsPaused(!isPaused)}>{isPaused ? texts.resume : texts.pause}</Button>
    </SpaceBetween>
  );
  if (query.isError && events.length === 0) {
    return (
      <Page title={texts.title} description={texts.description}>
        <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  }
  return (
    <Page title={texts.title} hasOwnTitle>
      {backError === null ? null : <ErrorAlert error={backError} />}
      <Table<ActivityEvent>
        {...collectionProps}
        variant="container"
        items={[...items]}
        columnDefinitions={isNarrow ? narrowColumns(texts) : columns(texts)}
        trackBy="id"
        wrapLines
        contentDensity="compact"
        loading={query.isPending || (wanted.length === 0 && isLookingBack)}
        loadingText={texts.loading}
        header={
          <Header
            variant="h1"
            counter={texts.count(wanted.length, events.length)}
            description={texts.description}
            actions={controls}
          >
            {texts.title}
          </Header>
        }
        filter={<ActivityFilters events={events} filters={filters} onChange={change} />}
        empty={
          events.length === 0 ? (
            <Box textAlign="center" padding="s">
              <b>{texts.none}</b>
              <Box color="text-body-secondary">{texts.noneHint}</Box>
            </Box>
          ) : (
            <Box textAlign="center" padding="s">
              <SpaceBetween size="s">
                <b>{texts.noMatch}</b>
                <Button onClick={() => change(NO_FILTERS)}>{texts.clear}</Button>
              </SpaceBetween>
            </Box>
          )
        }
        {...(wanted.length > 50 ? { pagination: <Pagination {...paginationProps} /> } : {})}
        footer={
          <Box color="text-body-secondary" fontSize="body-s">
            <HowFar
              count={events.length}
              isWhole={data.isWhole}
              isLookingBack={isLookingBack}
              onMore={() => setEnough(wanted.length + ENOUGH)}
            />
            {texts.remembered}
          </Box>
        }
      />
      {query.isError ? (
        <StaleNote>
          <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />
        </StaleNote>
      ) : null}
    </Page>
  );
}

function columns(texts: Texts): TableProps.ColumnDefinition<ActivityEvent>[] {
  return [
    { id: 'time', header: texts.time, cell: ({ at }) => <Time at={at} />, minWidth: 150 },
    { id: 'outcome', header: texts.outcome, cell: (event) => <Outcome event={event} />, minWidth: 110 },
    {
      id: 'request',
      header: texts.request,
      cell: (event) => <Request event={event} />,
      isRowHeader: true,
      minWidth: 170,
    },
    {
      id: 'caller',
      header: texts.caller,
      cell: ({ caller, via }) => (
        <span className="utsuwa-breakable" title={caller}>
          {nameOfCaller(caller)}
          {via === undefined ? null : (
            <Box color="text-body-secondary" fontSize="body-s">
              {texts.via(via)}
            </Box>
          )}
        </span>
      ),
      minWidth: 130,
    },
    {
      id: 'resource',
      header: texts.resource,
      cell: ({ resource }) => <span className="utsuwa-breakable">{resource ?? '-'}</span>,
      minWidth: 220,
    },
  ];
}

/** On a phone all that a request says stands below one another. */
function narrowColumns(texts: Texts): TableProps.ColumnDefinition<ActivityEvent>[] {
  return [
    {
      id: 'request',
      header: texts.request,
      cell: (event) => (
        <>
          <Request event={event} />
          <Box color="text-body-secondary" fontSize="body-s">
            <span className="utsuwa-breakable">
              {nameOfCaller(event.caller)} · <Time at={event.at} />
              {event.resource === undefined ? null : <Box fontSize="body-s">{event.resource}</Box>}
            </span>
          </Box>
        </>
      ),
      isRowHeader: true,
    },
    { id: 'outcome', header: texts.outcome, cell: (event) => <Outcome event={event} />, width: 112 },
  ];
}

function Request({
  event: { id, service, operation, refusedAction, outcome },
}: {
  readonly event: ActivityEvent;
}) {
  const texts = useTexts(ACTIVITY_TEXTS);
  return (
    <>
      <span className="utsuwa-breakable">
        <PageLink to={paths.activity(id)} label={texts.why(`${service}:${operation}`, texts[outcome])}>
          {service}:
          <wbr />
          {operation}
        </PageLink>
      </span>
      {refusedAction === undefined ? null : (
        <Box color="text-status-error" fontSize="body-s">
          {refusedAction}
        </Box>
      )}
    </>
  );
}

interface HowFarProps {
  readonly count: number;
  readonly isWhole: boolean;
  readonly isLookingBack: boolean;
  readonly onMore: () => void;
}

/** How far back was looked for what is listed, and the way further. */
function HowFar({ count, isWhole, isLookingBack, onMore }: HowFarProps) {
  const texts = useTexts(ACTIVITY_TEXTS);
  if (isWhole) return <div>{texts.lookedAll(count)}</div>;
  if (isLookingBack) return <StatusIndicator type="loading">{texts.lookingBack}</StatusIndicator>;
  return (
    <div>
      {texts.lookedSome(count)}{' '}
      <Button variant="inline-link" onClick={onMore}>
        {texts.older}
      </Button>
    </div>
  );
}

/** A denial's link holds its id behind the `#`, where no server sees it: here it leads on. */
function useDenialsLink(): void {
  const { hash } = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    const id = /^#\/authorization-details\/([\w-]{1,64})$/.exec(hash)?.[1];
    if (id !== undefined) void navigate(paths.activity(id), { replace: true });
  }, [hash, navigate]);
}
