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
import { ActivityFilters, isWanted, NO_FILTERS } from './activity-filters.tsx';
import { ACTIVITY_TEXTS } from './activity-texts.ts';
import { Outcome } from './outcome.tsx';
import { useLiveEvents } from './use-live-events.ts';

type Texts = (typeof ACTIVITY_TEXTS)['en'];

const NONE: readonly ActivityEvent[] = [];

/** Every request as it comes, and the way to why it was allowed or not. */
export default function ActivityPage() {
  const texts = useTexts(ACTIVITY_TEXTS);
  const { connection } = useSession();
  const [isPaused, setIsPaused] = useState(false);
  const [filters, narrow] = useAddressed(NO_FILTERS);
  const query = useLiveEvents(isPaused);
  const { data = NONE } = query;
  const events = useMemo(
    () => data.filter((event) => isToldIn(event, connection.region)),
    [data, connection],
  );
  const wanted = useMemo(
    () => events.filter((event) => isWanted(event, filters, connection.accessKeyId)),
    [events, filters, connection],
  );
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
      <Table<ActivityEvent>
        {...collectionProps}
        variant="container"
        items={[...items]}
        columnDefinitions={isNarrow ? narrowColumns(texts) : columns(texts)}
        trackBy="id"
        wrapLines
        contentDensity="compact"
        loading={query.isPending}
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
        filter={<ActivityFilters events={events} filters={filters} onChange={narrow} />}
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
                <Button onClick={() => narrow(NO_FILTERS)}>{texts.clear}</Button>
              </SpaceBetween>
            </Box>
          )
        }
        {...(wanted.length > 50 ? { pagination: <Pagination {...paginationProps} /> } : {})}
        footer={
          <Box color="text-body-secondary" fontSize="body-s">
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
    { id: 'outcome', header: texts.outcome, cell: (event) => <Outcome event={event} />, width: 128 },
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
      <PageLink to={paths.activity(id)} label={texts.why(`${service}:${operation}`, texts[outcome])}>
        {service}:{operation}
      </PageLink>
      {refusedAction === undefined ? null : (
        <Box color="text-status-error" fontSize="body-s">
          {refusedAction}
        </Box>
      )}
    </>
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
