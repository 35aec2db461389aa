import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { applyChanges, type Failure } from './apply-changes.ts';
import { ChangesPreview } from './changes-preview.tsx';
import { FailuresAlert } from './failures-alert.tsx';
import type { FoundResource } from './found-resource.ts';
import { KeyEdits } from './key-edits.tsx';
import { changesOf, sharedKeys, type KeyEdit, type ResourceChange } from './tags-plan.ts';

const TEXTS = defineTexts({
  en: {
    title: (count: number) =>
      count === 1 ? 'Manage tags of 1 resource' : `Manage tags of ${count} resources`,
    apply: (count: number) => (count === 1 ? 'Apply to 1 resource' : `Apply to ${count} resources`),
    done: (count: number) =>
      count === 1 ? 'The tags of 1 resource are changed.' : `The tags of ${count} resources are changed.`,
  },
  ja: {
    title: (count: number) => `${count} 件のリソースのタグを管理`,
    apply: (count: number) => `${count} 件のリソースに適用`,
    done: (count: number) => `${count} 件のリソースのタグを変更しました。`,
  },
});

interface ManageSelectedTagsProps {
  readonly resources: readonly FoundResource[];
  readonly onClose: () => void;
}

/** Changes the tags of all chosen resources at once; what of them was refused is told, one by one. */
export function ManageSelectedTags({ resources, onClose }: ManageSelectedTagsProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [edits, setEdits] = useState<readonly KeyEdit[]>(() => firstEdits(resources));
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const changes = changesOf(resources, edits);
  const apply = useAwsChange<readonly ResourceChange[], readonly Failure[]>({
    change: applyChanges,
    makesOld: [['tag editor'], ['iam'], ['ec2'], ['s3'], ['lambda']],
    onSuccess: (failed, changes) => {
      setFailures(failed);
      const refused = new Set(failed.map(({ arn }) => arn));
      const done = changes.filter(({ resource }) => !refused.has(resource.arn)).length;
      if (done > 0) notify({ type: 'success', text: texts.done(done) });
      if (failed.length === 0) onClose();
    },
  });
  return (
    <FormModal
      title={texts.title(resources.length)}
      action={texts.apply(changes.length)}
      size="large"
      isBusy={apply.isPending}
      isIncomplete={changes.length === 0 || edits.some(({ act, key }) => act === 'put' && key === '')}
      error={apply.error}
      onAct={() => {
        setFailures([]);
        apply.mutate(changes);
      }}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <FailuresAlert failures={failures} />
        <KeyEdits resources={resources} edits={edits} onChange={setEdits} />
        <ChangesPreview changes={changes} />
      </SpaceBetween>
    </FormModal>
  );
}

/** At first every key stays as each resource has it. */
function firstEdits(resources: readonly FoundResource[]): readonly KeyEdit[] {
  return sharedKeys(resources).map(({ key, values }) => ({
    key,
    act: 'keep',
    value: values.size === 1 ? ([...values.keys()][0] ?? '') : '',
    existing: true,
  }));
}
