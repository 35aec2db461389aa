import { IAMClient } from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { AFTER_SAVING } from '../../parts/unsaved/after-saving.ts';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { FormActions } from '../../parts/form-actions.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { nameOfPolicy } from '../../parts/permissions/policy-kind.ts';
import { PolicyEditor } from '../../parts/policy-editor/policy-editor.tsx';
import { LeavingVersion, MOST_VERSIONS } from '../../parts/policy-versions/leaving-version.tsx';
import { saveVersion } from '../../parts/policy-versions/save-version.ts';
import { Unsaved } from '../../parts/unsaved/unsaved.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { usePolicy, usePolicyDocument, usePolicyVersions } from './use-policy.ts';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Edit ${name}`,
    policies: 'Policies',
    document: 'Policy document',
    isDefault: 'Set this new version as the default',
    isDefaultHint: 'It then counts at once for everybody who has the policy.',
    save: 'Save changes',
    saved: (id: string) => `The policy is saved as version ${id}.`,
    deleted: (id: string) => `Version ${id} is deleted; the new one is not made yet. Saving again makes it.`,
  },
  ja: {
    title: (name: string) => `${name} を編集`,
    policies: 'ポリシー',
    document: 'ポリシードキュメント',
    isDefault: 'この新しいバージョンをデフォルトとして設定',
    isDefaultHint: 'このポリシーのすべてのアタッチ先に、ただちに適用されます。',
    save: '変更を保存',
    saved: (id: string) => `ポリシーをバージョン ${id} として保存しました。`,
    deleted: (id: string) =>
      `バージョン ${id} は削除されましたが、新しいバージョンはまだ作成されていません。もう一度保存すると作成されます。`,
  },
});

/** Changes what a policy says: by a new version, for which at five an old one has to leave. */
export default function EditPolicyPage() {
  const texts = useTexts(TEXTS);
  const { arn: PolicyArn = '' } = useParams();
  const navigate = useNavigate();
  const { notify } = useNotifications();
  const policy = usePolicy(PolicyArn);
  const versions = usePolicyVersions(PolicyArn);
  const current = usePolicyDocument(PolicyArn, policy.data?.DefaultVersionId);
  const [typed, setTyped] = useState<string>();
  const [isDefault, setIsDefault] = useState(true);
  const [leaving, setLeaving] = useState<string>();
  const [gone, setGone] = useState<string>();
  const document = typed ?? current.data;
  const isFull = (versions.data?.length ?? 0) >= MOST_VERSIONS;
  const save = useAwsChange({
    change: (connection) =>
      saveVersion(
        connection.client(IAMClient),
        { PolicyArn, PolicyDocument: document ?? '', SetAsDefault: isDefault },
        isFull ? leaving : undefined,
        setGone,
      ),
    makesOld: [
      ['iam', 'policies', PolicyArn],
      ['iam', 'policies', 'all of them'],
    ],
    onSuccess: ({ PolicyVersion }) => {
      notify({ type: 'success', text: texts.saved(PolicyVersion?.VersionId ?? '') });
      void navigate(paths.policy(PolicyArn), AFTER_SAVING);
    },
  });
  const failed = [policy, current].find(({ isError }) => isError);
  return (
    <Page
      title={texts.title(nameOfPolicy(PolicyArn))}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.policies, to: paths.policies() },
        { text: nameOfPolicy(PolicyArn), to: paths.policy(PolicyArn) },
      ]}
    >
      <Unsaved isDirty={document !== current.data} />
      {failed !== undefined ? (
        <ErrorAlert error={failed.error} onRetry={() => void failed.refetch()} />
      ) : document === undefined ? (
        <Spinner size="large" />
      ) : (
        <Form
          actions={
            <FormActions
              action={texts.save}
              isBusy={save.isPending}
              isDisabled={document === current.data || (isFull && leaving === undefined)}
              onAct={() => save.mutate()}
              onCancel={() => void navigate(paths.policy(PolicyArn))}
            />
          }
        >
          <SpaceBetween size="l">
            <Container>
              <PolicyEditor
                label={texts.document}
                value={document}
                onChange={setTyped}
                policyType="identity"
              />
            </Container>
            {isFull ? (
              <LeavingVersion versions={versions.data ?? []} chosen={leaving} onChoose={setLeaving} />
            ) : null}
            <Checkbox
              checked={isDefault}
              description={texts.isDefaultHint}
              onChange={({ detail }) => setIsDefault(detail.checked)}
            >
              {texts.isDefault}
            </Checkbox>
            {versions.isError ? <ErrorAlert error={versions.error} /> : null}
            {save.isError ? <ErrorAlert error={save.error} /> : null}
            {save.isError && gone !== undefined ? <Alert type="warning">{texts.deleted(gone)}</Alert> : null}
          </SpaceBetween>
        </Form>
      )}
    </Page>
  );
}
