import {
  LambdaClient,
  paginateListVersionsByFunction,
  PublishVersionCommand,
  type FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import Button from '@cloudscape-design/components/button';
import { collect } from '../../../aws/collect.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { useAwsChange, useAwsQuery } from '../../../session/use-aws.ts';
import { momentOf } from '../moment-of.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Versions',
    version: 'Version',
    description: 'Description',
    modified: 'Last modified',
    publish: 'Publish new version',
    published: (version: string) => `Version ${version} published`,
    none: 'No versions.',
  },
  ja: {
    title: 'バージョン',
    version: 'バージョン',
    description: '説明',
    modified: '最終更新日時',
    publish: '新しいバージョンを発行',
    published: (version: string) => `バージョン ${version} を発行しました`,
    none: 'バージョンがありません。',
  },
});

/** A function's versions; code and settings of one never change. */
export function VersionsTab({ name }: { readonly name: string }) {
  const texts = useTexts(TEXTS);
  const { notify, notifyError } = useNotifications();
  const versions = useAwsQuery({
    key: ['lambda', 'function', name, 'versions'],
    ask: (connection) =>
      collect(
        paginateListVersionsByFunction({ client: connection.client(LambdaClient) }, { FunctionName: name }),
        ({ Versions }) => Versions,
      ),
  });
  const publish = useAwsChange({
    change: async (connection) => {
      try {
        const { Version = '' } = await connection
          .client(LambdaClient)
          .send(new PublishVersionCommand({ FunctionName: name }));
        notify({ type: 'success', text: texts.published(Version) });
      } catch (error) {
        notifyError(error);
      }
    },
    makesOld: [['lambda', 'function', name]],
  });
  return (
    <ResourceTable<FunctionConfiguration>
      title={texts.title}
      inAddress="versions"
      query={versions}
      idOf={({ Version }) => Version ?? ''}
      columns={[
        { id: 'version', header: texts.version, text: ({ Version }) => Version },
        { id: 'description', header: texts.description, text: ({ Description }) => Description || '-' },
        {
          id: 'modified',
          header: texts.modified,
          text: ({ LastModified }) => LastModified,
          cell: ({ LastModified }) => <Time at={momentOf(LastModified)} />,
        },
      ]}
      actions={
        <Button loading={publish.isPending} onClick={() => publish.mutate()}>
          {texts.publish}
        </Button>
      }
      empty={texts.none}
    />
  );
}
