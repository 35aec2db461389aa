import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTexts } from '../../../language/language.tsx';
import { CopyText } from '../../../parts/copy-text.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { Time } from '../../../parts/time.tsx';
import { EXPLANATION_TEXTS } from './explanation-texts.ts';
import { pathOfCaller } from './path-of-policy.ts';
import type { ToldRequest } from '../../../../../src/kernel/told-request.ts';

/** Who asked for what, when, and how it ended; and what its conditions could ask about. */
export function RequestFacts({ told }: { readonly told: ToldRequest }) {
  const texts = useTexts(EXPLANATION_TEXTS);
  const { caller, service, operation, region, at, errorCode, requestId, authorizationId } = told;
  const page = pathOfCaller(caller);
  const name = <span className="utsuwa-breakable">{caller}</span>;
  const items: KeyValuePairsProps.Item[] = [
    { label: texts.caller, value: page === undefined ? name : <PageLink to={page}>{name}</PageLink> },
    ...(operation === undefined ? [] : [{ label: texts.operation, value: `${service}:${operation}` }]),
    { label: texts.error, value: errorCode ?? texts.answered },
    ...(at === undefined ? [] : [{ label: texts.time, value: <Time at={new Date(at)} /> }]),
    ...(region === undefined ? [] : [{ label: texts.region, value: region }]),
    ...(requestId === undefined ? [] : [{ label: texts.requestId, value: <CopyText text={requestId} /> }]),
    ...(authorizationId === undefined
      ? []
      : [{ label: texts.authorizationId, value: <CopyText text={authorizationId} /> }]),
  ];
  return (
    <Container header={<Header variant="h2">{texts.request}</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs columns={3} minColumnWidth={220} items={items} />
        <ContextKeys told={told} />
      </SpaceBetween>
    </Container>
  );
}

/** The values of all permissions; those that differ between them are told with each. */
function ContextKeys({ told: { evaluations } }: { readonly told: ToldRequest }) {
  const texts = useTexts(EXPLANATION_TEXTS);
  const values = new Map<string, Set<string>>();
  for (const { context } of evaluations) {
    for (const [key, value] of Object.entries(context)) {
      values.set(key, (values.get(key) ?? new Set()).add([value].flat().join(', ')));
    }
  }
  if (values.size === 0) return null;
  const sorted = [...values].sort(([a], [b]) => a.localeCompare(b));
  return (
    <ExpandableSection headerText={texts.context(values.size)}>
      <KeyValuePairs
        columns={3}
        minColumnWidth={220}
        items={sorted.map(([key, all]) => ({
          label: key,
          value: <span className="utsuwa-breakable">{[...all].join(' / ')}</span>,
        }))}
      />
    </ExpandableSection>
  );
}
