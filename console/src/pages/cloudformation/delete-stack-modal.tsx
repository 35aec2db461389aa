import {
  CloudFormationClient,
  DeleteStackCommand,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useAwsChange, useAwsQuery } from '../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Delete stack',
    text: (name: string) =>
      `The stack ${name} and its resources are deleted; those whose deletion policy says so stay.`,
    retain: 'Resources to retain',
    retainHint: 'The last deletion failed. What is chosen here stays behind when the stack goes.',
    choose: 'Choose resources',
    selected: (count: number) => `${count} chosen`,
  },
  ja: {
    title: 'スタックを削除',
    text: (name: string) =>
      `スタック ${name} とそのリソースを削除します。削除ポリシーで保持が指定されたリソースは残ります。`,
    retain: '保持するリソース',
    retainHint: '前回の削除は失敗しました。ここで選択したリソースは、スタックの削除後も残ります。',
    choose: 'リソースを選択',
    selected: (count: number) => `${count} 個を選択`,
  },
});

interface DeleteStackModalProps {
  readonly stack: Stack;
  /** Told once CloudFormation has begun. */
  readonly onStarted?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Asks before a stack goes; where that failed before, resources may be left behind. */
export function DeleteStackModal({ stack, onStarted, onClose }: DeleteStackModalProps) {
  const texts = useTexts(TEXTS);
  const { StackId: StackName = '', StackName: name = '', StackStatus } = stack;
  const [retained, setRetained] = useState<readonly string[]>([]);
  const hasFailed = StackStatus === 'DELETE_FAILED';
  const resources = useAwsQuery({
    key: ['cloudformation', 'stack', name, 'to retain'],
    ask: (connection) =>
      collect(
        paginateListStackResources({ client: connection.client(CloudFormationClient) }, { StackName }),
        ({ StackResourceSummaries }) => StackResourceSummaries,
      ),
    enabled: hasFailed,
  });
  const remove = useAwsChange({
    change: (connection) =>
      connection.client(CloudFormationClient).send(
        new DeleteStackCommand({
          StackName,
          ...(retained.length === 0 ? {} : { RetainResources: [...retained] }),
        }),
      ),
    makesOld: [['cloudformation']],
    onSuccess: () => {
      onClose();
      onStarted?.();
    },
  });
  const options = (resources.data ?? [])
    .filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE')
    .map(({ LogicalResourceId = '', ResourceType = '' }) => ({
      value: LogicalResourceId,
      label: LogicalResourceId,
      description: ResourceType,
    }));
  return (
    <DeleteModal
      title={texts.title}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <span className="utsuwa-breakable">{texts.text(name)}</span>
        {hasFailed ? (
          <FormField label={texts.retain} description={texts.retainHint}>
            <Multiselect
              options={options}
              selectedOptions={options.filter(({ value }) => retained.includes(value))}
              statusType={resources.isPending ? 'loading' : resources.isError ? 'error' : 'finished'}
              placeholder={retained.length === 0 ? texts.choose : texts.selected(retained.length)}
              onChange={({ detail }) => setRetained(detail.selectedOptions.map(({ value = '' }) => value))}
            />
          </FormField>
        ) : null}
      </SpaceBetween>
    </DeleteModal>
  );
}
