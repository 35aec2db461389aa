import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { AFTER_SAVING } from '../../parts/unsaved/after-saving.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { EntityPage } from '../../parts/entity-page.tsx';
import { paths } from '../../parts/paths.ts';
import { Unsaved } from '../../parts/unsaved/unsaved.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { DeleteFunctionModal } from './delete-function-modal.tsx';
import { AliasesTab } from './tabs/aliases-tab.tsx';
import { isUndeployed, type CodeEdit } from './tabs/code-edit.ts';
import { CodeTab } from './tabs/code-tab.tsx';
import { ConfigurationTab } from './tabs/configuration-tab.tsx';
import { FunctionTags } from './tabs/function-tags.tsx';
import { PermissionsTab } from './tabs/permissions-tab.tsx';
import { TestTab } from './tabs/test-tab.tsx';
import { VersionsTab } from './tabs/versions-tab.tsx';

const TEXTS = defineTexts({
  en: {
    functions: 'Functions',
    remove: 'Delete',
    code: 'Code',
    test: 'Test',
    configuration: 'Configuration',
    permissions: 'Permissions',
    aliases: 'Aliases',
    versions: 'Versions',
    tags: 'Tags',
    undeployed: 'undeployed changes',
  },
  ja: {
    functions: '関数',
    remove: '削除',
    code: 'コード',
    test: 'テスト',
    configuration: '設定',
    permissions: 'アクセス権限',
    aliases: 'エイリアス',
    versions: 'バージョン',
    tags: 'タグ',
    undeployed: 'デプロイされていない変更あり',
  },
});

/** A function: its code, a call to try it, how it runs and as whom, and who may call it. */
export default function FunctionPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { name = '' } = useParams();
  const [isDeleting, setIsDeleting] = useState(false);
  const [edit, setEdit] = useState<CodeEdit>();
  const isChanged = isUndeployed(edit);
  const query = useAwsQuery({
    key: ['lambda', 'function', name, 'configuration'],
    ask: (connection) => connection.client(LambdaClient).send(new GetFunctionCommand({ FunctionName: name })),
  });
  const configuration = query.data?.Configuration;
  return (
    <EntityPage
      title={name}
      crumbs={[{ text: texts.functions, to: paths.functions() }]}
      query={query}
      description={
        configuration === undefined ? undefined : <CopyText text={configuration.FunctionArn ?? ''} />
      }
      actions={<Button onClick={() => setIsDeleting(true)}>{texts.remove}</Button>}
      tabs={
        configuration === undefined
          ? undefined
          : [
              {
                id: 'code',
                label: isChanged ? `${texts.code} (${texts.undeployed})` : texts.code,
                content: <CodeTab configuration={configuration} edit={edit} onEdit={setEdit} />,
              },
              {
                id: 'test',
                label: texts.test,
                content: <TestTab name={name} isCodeChanged={isChanged} />,
              },
              {
                id: 'configuration',
                label: texts.configuration,
                content: <ConfigurationTab configuration={configuration} />,
              },
              {
                id: 'permissions',
                label: texts.permissions,
                content: <PermissionsTab configuration={configuration} />,
              },
              { id: 'aliases', label: texts.aliases, content: <AliasesTab name={name} /> },
              { id: 'versions', label: texts.versions, content: <VersionsTab name={name} /> },
              {
                id: 'tags',
                label: texts.tags,
                content: <FunctionTags arn={configuration.FunctionArn ?? ''} />,
              },
            ]
      }
    >
      <Unsaved isDirty={isChanged} isKeptOnTabs />
      {isDeleting ? (
        <DeleteFunctionModal
          name={name}
          onDeleted={() => void navigate(paths.functions(), AFTER_SAVING)}
          onClose={() => setIsDeleting(false)}
        />
      ) : null}
    </EntityPage>
  );
}
