import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { readAwsError } from '../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { Time } from '../../parts/time.tsx';
import type { UsedAccessKey } from './used-access-key.ts';

const TEXTS = defineTexts({
  en: {
    id: 'Access key ID',
    status: 'Status',
    active: 'Active',
    inactive: 'Inactive',
    used: 'Last used',
    never: 'Never used',
    by: (service: string, region: string) => `${service} in ${region}`,
    created: 'Created',
  },
  ja: {
    id: 'アクセスキー ID',
    status: 'ステータス',
    active: '有効',
    inactive: '無効',
    used: '最終使用',
    never: '未使用',
    by: (service: string, region: string) => `${region} の ${service}`,
    created: '作成日時',
  },
});

/** What is told of access keys, in the person's language. */
export function useAccessKeyColumns(): Column<UsedAccessKey>[] {
  const texts = useTexts(TEXTS);
  return [
    {
      id: 'id',
      header: texts.id,
      text: ({ AccessKeyId }) => AccessKeyId,
      cell: ({ AccessKeyId = '' }) => <CopyText text={AccessKeyId} />,
    },
    {
      id: 'status',
      header: texts.status,
      text: ({ Status }) => (Status === 'Active' ? texts.active : texts.inactive),
      cell: ({ Status }) =>
        Status === 'Active' ? (
          <StatusIndicator type="success">{texts.active}</StatusIndicator>
        ) : (
          <StatusIndicator type="stopped">{texts.inactive}</StatusIndicator>
        ),
    },
    {
      id: 'used',
      header: texts.used,
      text: ({ lastUsed }) => lastUsed?.LastUsedDate?.getTime(),
      cell: ({ lastUsed, refused }) => {
        if (refused !== undefined) {
          return <StatusIndicator type="warning">{readAwsError(refused).code}</StatusIndicator>;
        }
        if (lastUsed?.LastUsedDate === undefined) return texts.never;
        return (
          <>
            <Time at={lastUsed.LastUsedDate} />
            <div>{texts.by(lastUsed.ServiceName ?? '', lastUsed.Region ?? '')}</div>
          </>
        );
      },
    },
    {
      id: 'created',
      header: texts.created,
      text: ({ CreateDate }) => CreateDate?.getTime(),
      cell: ({ CreateDate }) => <Time at={CreateDate} />,
    },
  ];
}
