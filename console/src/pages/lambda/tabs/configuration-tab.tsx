import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { answered } from '../../../parts/answered.ts';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { RoleLink } from '../role-link.tsx';
import { EditConfigurationModal } from './edit-configuration-modal.tsx';
import { EditEnvironmentModal } from './edit-environment-modal.tsx';

const TEXTS = defineTexts({
  en: {
    general: 'General configuration',
    edit: 'Edit',
    description: 'Description',
    memory: 'Memory',
    timeout: 'Timeout',
    seconds: (count: number) => `${count} s`,
    storage: 'Ephemeral storage',
    runtime: 'Runtime',
    handler: 'Handler',
    architecture: 'Architecture',
    role: 'Execution role',
    layers: 'Layers',
    environment: 'Environment variables',
    key: 'Key',
    value: 'Value',
    none: 'No environment variables.',
  },
  ja: {
    general: '一般設定',
    edit: '編集',
    description: '説明',
    memory: 'メモリ',
    timeout: 'タイムアウト',
    seconds: (count: number) => `${count} 秒`,
    storage: 'エフェメラルストレージ',
    runtime: 'ランタイム',
    handler: 'ハンドラ',
    architecture: 'アーキテクチャ',
    role: '実行ロール',
    layers: 'レイヤー',
    environment: '環境変数',
    key: 'キー',
    value: '値',
    none: '環境変数がありません。',
  },
});

/** How a function runs, and as whom. */
export function ConfigurationTab({ configuration }: { readonly configuration: FunctionConfiguration }) {
  const texts = useTexts(TEXTS);
  const [editing, setEditing] = useState<'general' | 'environment'>();
  const { Description, MemorySize, Timeout = 3, EphemeralStorage, Runtime, Handler } = configuration;
  const { Architectures = [], Role = '', Layers = [], Environment } = configuration;
  const variables = Object.entries(Environment?.Variables ?? {}).map(([key, value]) => ({ key, value }));
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <Button ariaLabel={`${texts.edit}: ${texts.general}`} onClick={() => setEditing('general')}>
                {texts.edit}
              </Button>
            }
          >
            {texts.general}
          </Header>
        }
      >
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.role, value: <RoleLink arn={Role} /> },
            { label: texts.memory, value: `${MemorySize ?? 128} MB` },
            { label: texts.timeout, value: texts.seconds(Timeout) },
            { label: texts.runtime, value: Runtime ?? '-' },
            { label: texts.handler, value: <span className="utsuwa-breakable">{Handler ?? '-'}</span> },
            { label: texts.architecture, value: Architectures.join(', ') || '-' },
            { label: texts.storage, value: `${EphemeralStorage?.Size ?? 512} MB` },
            { label: texts.description, value: Description === '' ? '-' : (Description ?? '-') },
            {
              label: texts.layers,
              value: (
                <span className="utsuwa-breakable">{Layers.map(({ Arn }) => Arn).join(', ') || '-'}</span>
              ),
            },
          ]}
        />
      </Container>
      <ResourceTable<{ readonly key: string; readonly value: string }>
        title={texts.environment}
        query={answered(variables)}
        idOf={({ key }) => key}
        columns={[
          { id: 'key', header: texts.key, text: ({ key }) => key },
          { id: 'value', header: texts.value, text: ({ value }) => value },
        ]}
        empty={texts.none}
        actions={
          <Button ariaLabel={`${texts.edit}: ${texts.environment}`} onClick={() => setEditing('environment')}>
            {texts.edit}
          </Button>
        }
      />
      {editing === 'general' ? (
        <EditConfigurationModal configuration={configuration} onClose={() => setEditing(undefined)} />
      ) : null}
      {editing === 'environment' ? (
        <EditEnvironmentModal
          functionName={configuration.FunctionName ?? ''}
          before={variables}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </SpaceBetween>
  );
}
