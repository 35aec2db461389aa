import type { Stack } from '@aws-sdk/client-cloudformation';
import Alert from '@cloudscape-design/components/alert';
import { useParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { EntityPage } from '../../parts/entity-page.tsx';
import { paths } from '../../parts/paths.ts';
import { StackActions } from './stack-actions.tsx';
import { StackStatus } from './stack-status.tsx';
import { ChangeSetsTab } from './tabs/change-sets-tab.tsx';
import { EventsTab } from './tabs/events-tab.tsx';
import { OutputsTab } from './tabs/outputs-tab.tsx';
import { ParametersTab } from './tabs/parameters-tab.tsx';
import { ResourcesTab } from './tabs/resources-tab.tsx';
import { StatusReason } from './tabs/status-reason.tsx';
import { StackInfoTab } from './tabs/stack-info-tab.tsx';
import { TemplateTab } from './tabs/template-tab.tsx';
import { useStack } from './use-stack.ts';

const TEXTS = defineTexts({
  en: {
    stacks: 'Stacks',
    info: 'Stack info',
    events: 'Events',
    resources: 'Resources',
    outputs: 'Outputs',
    parameters: 'Parameters',
    template: 'Template',
    changeSets: 'Change sets',
  },
  ja: {
    stacks: 'スタック',
    info: 'スタックの情報',
    events: 'イベント',
    resources: 'リソース',
    outputs: '出力',
    parameters: 'パラメータ',
    template: 'テンプレート',
    changeSets: '変更セット',
  },
});

/** A stack: what happens to it as it happens, and what it holds. */
export default function StackPage() {
  const texts = useTexts(TEXTS);
  const { stack: name = '' } = useParams();
  const query = useStack(name);
  const stack = query.data;
  return (
    <EntityPage
      title={stack?.StackName ?? nameIn(name)}
      crumbs={[{ text: texts.stacks, to: paths.stacks() }]}
      query={query}
      description={<StackStatus status={stack?.StackStatus} />}
      actions={stack === undefined ? undefined : <StackActions stack={stack} />}
      summary={(found) =>
        hasGoneWrong(found) ? (
          <Alert type={found.StackStatus?.endsWith('FAILED') === true ? 'error' : 'warning'}>
            <StatusReason reason={found.StackStatusReason} status={undefined} />
          </Alert>
        ) : null
      }
      firstTab="events"
      tabs={
        stack === undefined
          ? undefined
          : [
              { id: 'info', label: texts.info, content: <StackInfoTab stack={stack} /> },
              { id: 'events', label: texts.events, content: <EventsTab stack={stack} /> },
              { id: 'resources', label: texts.resources, content: <ResourcesTab stack={stack} /> },
              { id: 'outputs', label: texts.outputs, content: <OutputsTab stack={stack} /> },
              { id: 'parameters', label: texts.parameters, content: <ParametersTab stack={stack} /> },
              { id: 'template', label: texts.template, content: <TemplateTab stack={stack} /> },
              { id: 'change-sets', label: texts.changeSets, content: <ChangeSetsTab stack={stack} /> },
            ]
      }
    />
  );
}

/** Whether the stack is not as somebody wanted it, and CloudFormation says why. */
function hasGoneWrong({ StackStatus = 'CREATE_COMPLETE', StackStatusReason = '' }: Stack): boolean {
  return StackStatusReason !== '' && /FAILED|ROLLBACK/.test(StackStatus);
}

/** `arn:aws:cloudformation:…:stack/NAME/…` is called NAME until CloudFormation has answered. */
function nameIn(name: string): string {
  return name.startsWith('arn:') ? (name.split('/')[1] ?? name) : name;
}
