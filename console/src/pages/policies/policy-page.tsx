import { paginateListPolicyTags, TagPolicyCommand, UntagPolicyCommand } from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { EntityPage } from '../../parts/entity-page.tsx';
import { paths } from '../../parts/paths.ts';
import { kindOfPolicy, nameOfPolicy } from '../../parts/permissions/policy-kind.ts';
import { IamTags } from '../../parts/iam-tags.tsx';
import { AttachedEntities } from './attached-entities.tsx';
import { DeletePolicy } from './delete-policy.tsx';
import { PolicyPermissions } from './policy-permissions.tsx';
import { PolicySummaryPanel } from './policy-summary-panel.tsx';
import { PolicyVersions } from './policy-versions.tsx';
import { usePolicy } from './use-policy.ts';

const TEXTS = defineTexts({
  en: {
    policies: 'Policies',
    edit: 'Edit',
    remove: 'Delete',
    permissions: 'Permissions',
    entities: 'Entities attached',
    versions: 'Policy versions',
    tags: 'Tags',
    managed: 'AWS managed policies cannot be edited',
    managedText:
      'AWS keeps this policy, and changes it when services change. Attach it as it is, or create a policy of your own with its document.',
    copy: 'Create a policy with this document',
  },
  ja: {
    policies: 'ポリシー',
    edit: '編集',
    remove: '削除',
    permissions: 'アクセス許可',
    entities: 'アタッチされたエンティティ',
    versions: 'ポリシーのバージョン',
    tags: 'タグ',
    managed: 'AWS 管理ポリシーは編集できません',
    managedText:
      'このポリシーは AWS が管理し、サービスに合わせて更新します。そのままアタッチするか、内容を元に独自のポリシーを作成してください。',
    copy: 'このドキュメントでポリシーを作成',
  },
});

/** One managed policy: what it says, who has it, what it said before. */
export default function PolicyPage() {
  const texts = useTexts(TEXTS);
  const { arn = '' } = useParams();
  const navigate = useNavigate();
  const policy = usePolicy(arn);
  const [isDeleting, setIsDeleting] = useState(false);
  const isAws = kindOfPolicy(arn) !== 'customer';
  return (
    <EntityPage
      title={nameOfPolicy(arn)}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.policies, to: paths.policies() },
      ]}
      query={policy}
      description={policy.data?.Description}
      actions={
        isAws ? (
          <Button onClick={() => void navigate(`${paths.createPolicy()}?from=${encodeURIComponent(arn)}`)}>
            {texts.copy}
          </Button>
        ) : (
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => setIsDeleting(true)}>{texts.remove}</Button>
            <Button onClick={() => void navigate(paths.editPolicy(arn))}>{texts.edit}</Button>
          </SpaceBetween>
        )
      }
      summary={(found) => (
        <SpaceBetween size="l">
          {isAws ? (
            <Alert type="info" header={texts.managed}>
              {texts.managedText}
            </Alert>
          ) : null}
          <PolicySummaryPanel policy={found} />
        </SpaceBetween>
      )}
      tabs={[
        {
          id: 'permissions',
          label: texts.permissions,
          content: <PolicyPermissions arn={arn} versionId={policy.data?.DefaultVersionId} />,
        },
        { id: 'entities', label: texts.entities, content: <AttachedEntities arn={arn} /> },
        { id: 'versions', label: texts.versions, content: <PolicyVersions arn={arn} /> },
        ...(isAws ? [] : [{ id: 'tags', label: texts.tags, content: <PolicyTags arn={arn} /> }]),
      ]}
    >
      {isDeleting ? (
        <DeletePolicy
          arn={arn}
          onDeleted={() => void navigate(paths.policies())}
          onClose={() => setIsDeleting(false)}
        />
      ) : null}
    </EntityPage>
  );
}

function PolicyTags({ arn: PolicyArn }: { readonly arn: string }) {
  return (
    <IamTags
      of={['iam', 'policies', PolicyArn]}
      pages={(client) => paginateListPolicyTags({ client }, { PolicyArn })}
      tag={(iam, Tags) => iam.send(new TagPolicyCommand({ PolicyArn, Tags }))}
      untag={(iam, TagKeys) => iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys }))}
    />
  );
}
