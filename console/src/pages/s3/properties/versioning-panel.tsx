import { GetBucketVersioningCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { useBucketChange, useBucketQuery } from '../use-bucket.ts';

type Status = 'Disabled' | 'Enabled' | 'Suspended';

const TEXTS = defineTexts<{
  readonly title: string;
  readonly edit: string;
  readonly saved: string;
  readonly states: Readonly<Record<Status, string>>;
  readonly suspend: string;
  readonly enable: string;
  readonly hints: Readonly<Record<'Enabled' | 'Suspended', string>>;
}>({
  en: {
    title: 'Bucket Versioning',
    edit: 'Edit',
    saved: 'Bucket Versioning saved',
    states: { Disabled: 'Disabled', Enabled: 'Enabled', Suspended: 'Suspended' },
    suspend: 'Suspend',
    enable: 'Enable',
    hints: {
      Enabled: 'Every version of an object is kept, also of those that are overwritten or deleted.',
      Suspended: 'No new versions are made; those that exist stay.',
    },
  },
  ja: {
    title: 'バケットのバージョニング',
    edit: '編集',
    saved: 'バケットのバージョニングを保存しました',
    states: { Disabled: '無効', Enabled: '有効', Suspended: '停止中' },
    suspend: '停止する',
    enable: '有効にする',
    hints: {
      Enabled: '上書きまたは削除されたものも含めて、オブジェクトのすべてのバージョンを保持します。',
      Suspended: '新しいバージョンは作成されません。既存のバージョンは残ります。',
    },
  },
});

/** Whether a bucket keeps its objects' versions. */
export function VersioningPanel({ bucket }: { readonly bucket: string }) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [chosen, setChosen] = useState<'Enabled' | 'Suspended'>();
  const versioning = useBucketQuery(
    bucket,
    ['versioning'],
    async (client): Promise<Status> =>
      (await client.send(new GetBucketVersioningCommand({ Bucket: bucket }))).Status ?? 'Disabled',
  );
  const save = useBucketChange(
    bucket,
    ['versioning'],
    (client, Status: 'Enabled' | 'Suspended') =>
      client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status } })),
    () => {
      notify({ type: 'success', text: texts.saved });
      setChosen(undefined);
    },
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button
              disabled={versioning.data === undefined}
              ariaLabel={`${texts.edit}: ${texts.title}`}
              onClick={() => setChosen(versioning.data === 'Suspended' ? 'Suspended' : 'Enabled')}
            >
              {texts.edit}
            </Button>
          }
        >
          {texts.title}
        </Header>
      }
    >
      <Loaded query={versioning}>
        {(status) => <KeyValuePairs items={[{ label: texts.title, value: texts.states[status] }]} />}
      </Loaded>
      {chosen === undefined ? null : (
        <FormModal
          title={texts.title}
          isBusy={save.isPending}
          error={save.error}
          onAct={() => save.mutate(chosen)}
          onClose={() => {
            save.reset();
            setChosen(undefined);
          }}
        >
          <RadioGroup
            ariaLabel={texts.title}
            value={chosen}
            items={[
              { value: 'Suspended', label: texts.suspend, description: texts.hints.Suspended },
              { value: 'Enabled', label: texts.enable, description: texts.hints.Enabled },
            ]}
            onChange={({ detail }) => setChosen(detail.value === 'Enabled' ? 'Enabled' : 'Suspended')}
          />
        </FormModal>
      )}
    </Container>
  );
}
