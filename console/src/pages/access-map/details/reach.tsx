import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';
import type { MapGraph, MapNode } from '../graph/map-graph.ts';
import { principalOf, simulateReach, type Verdict } from './simulate-reach.ts';

const TEXTS = defineTexts({
  en: {
    question: 'What may it do with a bucket?',
    hint: (principal: string) =>
      `Decided by the policies and the boundary of ${principal}. A bucket’s own policy may allow or deny beyond that.`,
    choose: 'Choose a bucket',
    ask: 'Ask',
    verdicts: 'What it may do',
    decisions: { allowed: 'Allowed', explicitDeny: 'Denied by a statement', implicitDeny: 'Not allowed' },
  },
  ja: {
    question: 'バケットに対して何ができますか?',
    hint: (principal: string) =>
      `${principal} のポリシーと許可の境界で判定します。バケット自身のポリシーによって、さらに許可や拒否が加わることがあります。`,
    choose: 'バケットを選択',
    ask: '調べる',
    verdicts: 'できること',
    decisions: { allowed: '許可', explicitDeny: '明示的な拒否', implicitDeny: '許可なし' },
  },
});

const TYPES = { allowed: 'success', explicitDeny: 'error', implicitDeny: 'stopped' } as const;

/** Asks, when somebody wants to know, what a node's principal may do with a bucket. */
export function Reach({ graph, node }: { readonly graph: MapGraph; readonly node: MapNode }) {
  const texts = useTexts(TEXTS);
  const principal = principalOf(graph, node);
  const buckets = [...graph.nodes.values()].flatMap(({ kind, name }) => (kind === 'bucket' ? [name] : []));
  const [bucket, setBucket] = useState<string>();
  const simulation = useAwsChange<string, readonly Verdict[]>({
    change: (connection, name) => simulateReach(connection, principal?.arn ?? '', name),
  });
  if (principal?.arn === undefined || buckets.length === 0) return null;
  return (
    <SpaceBetween size="xs">
      <FormField label={texts.question} description={texts.hint(principal.name)}>
        <Select
          selectedOption={bucket === undefined ? null : { value: bucket, label: bucket }}
          options={buckets.map((value) => ({ value, label: value }))}
          filteringType="auto"
          placeholder={texts.choose}
          onChange={({ detail }) => {
            setBucket(detail.selectedOption.value);
            simulation.reset();
          }}
        />
      </FormField>
      <Button
        disabled={bucket === undefined}
        loading={simulation.isPending}
        onClick={() => bucket !== undefined && simulation.mutate(bucket)}
      >
        {texts.ask}
      </Button>
      {simulation.isError ? <ErrorAlert error={simulation.error} /> : null}
      <ul className="utsuwa-map-list" aria-label={texts.verdicts}>
        {simulation.data?.map(({ action, decision }) => (
          <li key={action}>
            <Box fontSize="body-s">
              <StatusIndicator type={TYPES[decision]}>
                {action}: {texts.decisions[decision]}
              </StatusIndicator>
            </Box>
          </li>
        ))}
      </ul>
    </SpaceBetween>
  );
}
