import {
  DeactivateMFADeviceCommand,
  IAMClient,
  paginateListMFADevices,
  type MFADevice,
} from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { Time } from '../../parts/time.tsx';
import { useAwsChange, useAwsQuery } from '../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'MFA devices',
    serial: 'Serial number',
    enabled: 'Enabled',
    remove: 'Deactivate',
    removeTitle: 'Deactivate the MFA device?',
    removeText: (serial: string) =>
      `${serial} is no longer this user’s. A virtual device itself stays until it is deleted.`,
    removed: 'The MFA device is deactivated.',
    empty:
      'No MFA devices. Give the user one by the AWS CLI: iam create-virtual-mfa-device, iam enable-mfa-device.',
  },
  ja: {
    title: 'MFA デバイス',
    serial: 'シリアル番号',
    enabled: '有効化日時',
    remove: '無効化',
    removeTitle: 'MFA デバイスを無効化しますか?',
    removeText: (serial: string) =>
      `${serial} はこのユーザーのものではなくなります。仮想デバイス自体は、削除するまで残ります。`,
    removed: 'MFA デバイスを無効化しました。',
    empty:
      'MFA デバイスがありません。AWS CLI の iam create-virtual-mfa-device と iam enable-mfa-device で割り当てられます。',
  },
});

/** A user's MFA devices; they are given by the CLI, for codes come from the device. */
export function MfaDevices({ userName: UserName }: { readonly userName: string }) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [selected, setSelected] = useState<readonly MFADevice[]>([]);
  const [isOpen, setIsOpen] = useState(false);
  const devices = useAwsQuery<readonly MFADevice[]>({
    key: ['iam', 'users', UserName, 'mfa devices'],
    ask: (connection) =>
      collect(
        paginateListMFADevices({ client: connection.client(IAMClient) }, { UserName }),
        (page) => page.MFADevices,
      ),
  });
  const SerialNumber = selected[0]?.SerialNumber ?? '';
  const remove = useAwsChange({
    change: (connection) =>
      connection.client(IAMClient).send(new DeactivateMFADeviceCommand({ UserName, SerialNumber })),
    makesOld: [['iam', 'users', UserName, 'mfa devices']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.removed });
      setSelected([]);
      setIsOpen(false);
    },
  });
  return (
    <>
      <ResourceTable<MFADevice>
        title={texts.title}
        inAddress="devices"
        query={devices}
        idOf={({ SerialNumber: serial }) => serial ?? ''}
        columns={columnsOf(texts)}
        empty={texts.empty}
        selection={{ type: 'single', selected, onSelect: setSelected }}
        actions={
          <Button
            disabled={selected.length === 0}
            onClick={() => {
              remove.reset();
              setIsOpen(true);
            }}
          >
            {texts.remove}
          </Button>
        }
      />
      {isOpen ? (
        <DeleteModal
          title={texts.removeTitle}
          action={texts.remove}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => setIsOpen(false)}
        >
          <span className="utsuwa-breakable">{texts.removeText(SerialNumber)}</span>
        </DeleteModal>
      ) : null}
    </>
  );
}

function columnsOf(texts: (typeof TEXTS)['en']): Column<MFADevice>[] {
  return [
    {
      id: 'serial',
      header: texts.serial,
      text: ({ SerialNumber }) => SerialNumber,
      cell: ({ SerialNumber }) => <span className="utsuwa-breakable">{SerialNumber}</span>,
    },
    {
      id: 'enabled',
      header: texts.enabled,
      text: ({ EnableDate }) => EnableDate?.getTime(),
      cell: ({ EnableDate }) => <Time at={EnableDate} />,
    },
  ];
}
