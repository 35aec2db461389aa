import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { Page } from '../../../parts/page.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { CreateForm } from '../../../parts/create-form.tsx';
import { useFormCheck } from '../../../parts/use-form-check.ts';
import { REGIONS } from '../../../session/regions.ts';
import { useSession } from '../../../session/session.tsx';
import { AFTER_SAVING } from '../../../parts/unsaved/after-saving.ts';
import { useAwsChange } from '../../../session/use-aws.ts';
import { ALL_BLOCKED, type PublicAccessBlock } from './block-public-access.ts';
import { createBucket, type NewBucket } from './create-bucket.ts';
import { PUBLIC_ACCESS_TEXTS, PublicAccessFields } from './public-access-fields.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Create bucket',
    buckets: 'Buckets',
    general: 'General configuration',
    region: 'AWS Region',
    name: 'Bucket name',
    nameMissing: 'Enter a bucket name.',
    nameHint:
      '3 to 63 lower-case letters, digits, dots and hyphens. Nobody else may have a bucket of this name.',
    versioning: 'Bucket Versioning',
    versioningHint: 'Keeps every version of an object, also of those that are overwritten or deleted.',
    disabled: 'Disable',
    enabled: 'Enable',
    made: (link: React.ReactNode) => <>Bucket {link} created</>,
    madePartly: (what: string) => `The bucket is created; ${what} was refused and may be set on its page.`,
    publicAccess: 'Block Public Access',
  },
  ja: {
    title: 'バケットを作成',
    buckets: 'バケット',
    general: '一般的な設定',
    region: 'AWS リージョン',
    name: 'バケット名',
    nameMissing: 'バケット名を入力してください。',
    nameHint: '3～63 文字の小文字、数字、ピリオド、ハイフン。ほかの誰かが使っている名前は使えません。',
    versioning: 'バケットのバージョニング',
    versioningHint: '上書きまたは削除されたものも含めて、オブジェクトのすべてのバージョンを保持します。',
    disabled: '無効にする',
    enabled: '有効にする',
    made: (link: React.ReactNode) => <>バケット {link} を作成しました</>,
    madePartly: (what: string) =>
      `バケットは作成されましたが、${what}の設定は拒否されました。バケットのページで設定できます。`,
    publicAccess: 'ブロックパブリックアクセス',
  },
});

/** Makes a bucket in a region, with Block Public Access and versioning as chosen. */
export default function CreateBucketPage() {
  const texts = useTexts(TEXTS);
  const publicAccessTexts = useTexts(PUBLIC_ACCESS_TEXTS);
  const navigate = useNavigate();
  const { connection } = useSession();
  const { notify, notifyError } = useNotifications();
  const [name, setName] = useState('');
  const [region, setRegion] = useState(connection.region);
  const [publicAccess, setPublicAccess] = useState<PublicAccessBlock>(ALL_BLOCKED);
  const [versioning, setVersioning] = useState('disabled');
  const create = useAwsChange<NewBucket, Awaited<ReturnType<typeof createBucket>>>({
    change: createBucket,
    makesOld: [['s3', 'buckets']],
    onSuccess: (refused) => {
      notify({
        type: 'success',
        text: texts.made(
          <PageLink to={paths.bucket(name)} variant="primary">
            {name}
          </PageLink>,
        ),
      });
      for (const { setting, error } of refused) {
        notify({
          type: 'info',
          text: texts.madePartly(setting === 'versioning' ? texts.versioning : texts.publicAccess),
        });
        notifyError(error);
      }
      void navigate(refused.length === 0 ? paths.buckets() : paths.bucket(name), AFTER_SAVING);
    },
  });
  const nameProblem = name === '' ? texts.nameMissing : undefined;
  const check = useFormCheck([nameProblem]);
  const isDirty =
    name !== '' ||
    region !== connection.region ||
    versioning !== 'disabled' ||
    JSON.stringify(publicAccess) !== JSON.stringify(ALL_BLOCKED);
  return (
    <Page title={texts.title} crumbs={[{ text: texts.buckets, to: paths.buckets() }]}>
      <CreateForm
        isDirty={isDirty}
        check={check}
        action={texts.title}
        making={create}
        onSend={() => create.mutate({ name, region, publicAccess, isVersioned: versioning === 'enabled' })}
        onCancel={() => void navigate(paths.buckets())}
      >
        <Container header={<Header variant="h2">{texts.general}</Header>}>
          <SpaceBetween size="m">
            <FormField label={texts.region}>
              <Select
                selectedOption={{ value: region, label: region }}
                options={REGIONS.map((value) => ({ value, label: value }))}
                onChange={({ detail }) => setRegion(detail.selectedOption.value ?? region)}
              />
            </FormField>
            <FormField
              label={texts.name}
              constraintText={texts.nameHint}
              errorText={check.isTried ? nameProblem : undefined}
            >
              <Input value={name} onChange={({ detail }) => setName(detail.value)} spellcheck={false} />
            </FormField>
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">{publicAccessTexts.title}</Header>}>
          <PublicAccessFields value={publicAccess} onChange={setPublicAccess} />
        </Container>
        <Container header={<Header variant="h2">{texts.versioning}</Header>}>
          <RadioGroup
            ariaLabel={texts.versioning}
            value={versioning}
            items={[
              { value: 'disabled', label: texts.disabled },
              { value: 'enabled', label: texts.enabled, description: texts.versioningHint },
            ]}
            onChange={({ detail }) => setVersioning(detail.value)}
          />
        </Container>
      </CreateForm>
    </Page>
  );
}
