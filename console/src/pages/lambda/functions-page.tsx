import { LambdaClient, paginateListFunctions, type FunctionConfiguration } from '@aws-sdk/client-lambda';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from 'react-router';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ListPage } from '../../parts/list-page.tsx';
import { Time } from '../../parts/time.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { DeleteFunctionModal } from './delete-function-modal.tsx';
import { momentOf } from './moment-of.ts';
import { RoleLink } from './role-link.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Functions',
    name: 'Function name',
    description: 'Description',
    runtime: 'Runtime',
    role: 'Execution role',
    modified: 'Last modified',
    create: 'Create function',
    none: 'No functions. Create one: its code runs here, with the credentials of its role.',
  },
  ja: {
    title: '関数',
    name: '関数名',
    description: '説明',
    runtime: 'ランタイム',
    role: '実行ロール',
    modified: '最終更新日時',
    create: '関数の作成',
    none: '関数がありません。関数を作成すると、ロールの認証情報を使ってここで実行できます。',
  },
});

/** The region's functions. */
export default function FunctionsPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const functions = useAwsQuery({
    key: ['lambda', 'functions'],
    ask: (connection) =>
      collect(
        paginateListFunctions({ client: connection.client(LambdaClient) }, {}),
        ({ Functions }) => Functions,
      ),
  });
  return (
    <ListPage<FunctionConfiguration>
      title={texts.title}
      query={functions}
      idOf={({ FunctionArn }) => FunctionArn ?? ''}
      columns={[
        {
          id: 'name',
          header: texts.name,
          text: ({ FunctionName }) => FunctionName,
          cell: ({ FunctionName = '' }) => (
            <PageLink to={paths.function(FunctionName)}>{FunctionName}</PageLink>
          ),
        },
        { id: 'description', header: texts.description, text: ({ Description }) => Description || '-' },
        { id: 'runtime', header: texts.runtime, text: ({ Runtime }) => Runtime },
        {
          id: 'role',
          header: texts.role,
          text: ({ Role }) => Role?.split('/').at(-1),
          cell: ({ Role = '' }) => <RoleLink arn={Role} />,
        },
        {
          id: 'modified',
          header: texts.modified,
          text: ({ LastModified }) => LastModified,
          cell: ({ LastModified }) => <Time at={momentOf(LastModified)} />,
        },
      ]}
      empty={
        <SpaceBetween size="s">
          <span>{texts.none}</span>
          <Button onClick={() => void navigate(paths.createFunction())}>{texts.create}</Button>
        </SpaceBetween>
      }
      create={{ text: texts.create, to: paths.createFunction() }}
      deletion={({ FunctionName = '' }, onClose) => (
        <DeleteFunctionModal name={FunctionName} onClose={onClose} />
      )}
    />
  );
}
