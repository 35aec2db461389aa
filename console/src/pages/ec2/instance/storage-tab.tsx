import { DescribeVolumesCommand, EC2Client, type Instance, type Volume } from '@aws-sdk/client-ec2';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import type { Column } from '../../../parts/table/column.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { idOf } from '../shared/instance.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Block devices',
    volume: 'Volume ID',
    device: 'Device name',
    size: 'Size (GiB)',
    type: 'Type',
    state: 'Attachment state',
    ends: 'Deleted on termination',
    yes: 'Yes',
    no: 'No',
    empty: 'No volumes are attached.',
  },
  ja: {
    title: 'ブロックデバイス',
    volume: 'ボリューム ID',
    device: 'デバイス名',
    size: 'サイズ (GiB)',
    type: 'タイプ',
    state: 'アタッチの状態',
    ends: '終了時に削除',
    yes: 'はい',
    no: 'いいえ',
    empty: 'アタッチされたボリュームはありません。',
  },
});

/** The volumes of an instance. */
export function StorageTab({ instance }: { readonly instance: Instance }) {
  const texts = useTexts(TEXTS);
  const id = idOf(instance);
  const volumes = useAwsQuery<readonly Volume[]>({
    key: ['ec2', 'volumes', id],
    ask: async (connection) => {
      const Filters = [{ Name: 'attachment.instance-id', Values: [id] }];
      return (await connection.client(EC2Client).send(new DescribeVolumesCommand({ Filters }))).Volumes ?? [];
    },
  });
  const columns: readonly Column<Volume>[] = [
    { id: 'volume', header: texts.volume, text: ({ VolumeId }) => VolumeId },
    { id: 'device', header: texts.device, text: ({ Attachments }) => Attachments?.[0]?.Device },
    { id: 'size', header: texts.size, text: ({ Size }) => Size },
    { id: 'type', header: texts.type, text: ({ VolumeType }) => VolumeType },
    { id: 'state', header: texts.state, text: ({ Attachments }) => Attachments?.[0]?.State },
    {
      id: 'ends',
      header: texts.ends,
      text: ({ Attachments }) => (Attachments?.[0]?.DeleteOnTermination === true ? texts.yes : texts.no),
    },
  ];
  return (
    <ResourceTable<Volume>
      title={texts.title}
      inAddress="volumes"
      query={volumes}
      columns={columns}
      idOf={({ VolumeId = '' }) => VolumeId}
      empty={texts.empty}
    />
  );
}
