import { LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { formatBytes } from '../../../parts/bytes.ts';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Upload a .zip file',
    file: 'Zip file',
    choose: 'Choose file',
    drop: 'Drop the file here',
    remove: (_: number, name: string) => `Remove ${name}`,
    deployed: 'The code is deployed',
  },
  ja: {
    title: '.zip ファイルをアップロード',
    file: 'zip ファイル',
    choose: 'ファイルを選択',
    drop: 'ここにファイルをドロップ',
    remove: (_: number, name: string) => `${name} を取り除く`,
    deployed: 'コードをデプロイしました',
  },
});

interface UploadCodeModalProps {
  readonly functionName: string;
  /** Once the other code is deployed. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Gives a function other code, in a zip. */
export function UploadCodeModal({ functionName, onDone, onClose }: UploadCodeModalProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [zip, setZip] = useState<File>();
  const deploy = useAwsChange({
    change: async (connection) =>
      connection.client(LambdaClient).send(
        new UpdateFunctionCodeCommand({
          FunctionName: functionName,
          ZipFile: new Uint8Array((await zip?.arrayBuffer()) ?? new ArrayBuffer(0)),
        }),
      ),
    makesOld: [['lambda', 'function', functionName]],
    onSuccess: () => {
      notify({ type: 'success', text: texts.deployed });
      onDone();
      onClose();
    },
  });
  return (
    <FormModal
      title={texts.title}
      isBusy={deploy.isPending}
      isIncomplete={zip === undefined}
      error={deploy.error}
      onAct={() => deploy.mutate()}
      onClose={onClose}
    >
      <FormField label={texts.file}>
        <FileUpload
          accept=".zip"
          showFileSize
          value={zip === undefined ? [] : [zip]}
          onChange={({ detail }) => setZip(detail.value[0])}
          i18nStrings={{
            formatFileSize: formatBytes,
            uploadButtonText: () => texts.choose,
            dropzoneText: () => texts.drop,
            removeFileAriaLabel: texts.remove,
          }}
        />
      </FormField>
    </FormModal>
  );
}
