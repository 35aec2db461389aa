import type { AccessKey } from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { saveFile } from '../../parts/save-file.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Retrieve access key',
    once: 'This is the only time the secret access key can be seen or downloaded. If it gets lost, make a new key.',
    id: 'Access key ID',
    secret: 'Secret access key',
    show: 'Show',
    hide: 'Hide',
    copySecret: 'Copy the secret access key',
    copied: 'Copied',
    failed: 'The browser did not allow it',
    download: 'Download .csv file',
    done: 'Done',
  },
  ja: {
    title: 'アクセスキーを取得',
    once: 'シークレットアクセスキーを表示またはダウンロードできるのは、この一度だけです。紛失した場合は、新しいキーを作成してください。',
    id: 'アクセスキー ID',
    secret: 'シークレットアクセスキー',
    show: '表示',
    hide: '非表示',
    copySecret: 'シークレットアクセスキーをコピー',
    copied: 'コピーしました',
    failed: 'ブラウザーが許可しませんでした',
    download: '.csv ファイルをダウンロード',
    done: '完了',
  },
});

interface AccessKeyOnceProps {
  readonly made: AccessKey;
  readonly onClose: () => void;
}

/** Shows a new key with its secret: once, for nobody can ask for it again. Only its buttons close it. */
export function AccessKeyOnce({ made, onClose }: AccessKeyOnceProps) {
  const texts = useTexts(TEXTS);
  const [isShown, setIsShown] = useState(false);
  const { AccessKeyId = '', SecretAccessKey = '', UserName = '' } = made;
  return (
    <Modal
      visible
      header={texts.title}
      onDismiss={({ detail }) => {
        // Esc and a click beside it may be slips.
        if (detail.reason === 'closeButton') onClose();
      }}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              iconName="download"
              onClick={() =>
                saveFile(
                  `${UserName}_accessKeys.csv`,
                  'text/csv',
                  `Access key ID,Secret access key\r\n${AccessKeyId},${SecretAccessKey}\r\n`,
                )
              }
            >
              {texts.download}
            </Button>
            <Button variant="primary" onClick={onClose}>
              {texts.done}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">{texts.once}</Alert>
        <KeyValuePairs
          columns={1}
          items={[
            { label: texts.id, value: <CopyText text={AccessKeyId} /> },
            {
              label: texts.secret,
              value: (
                <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                  <CopyToClipboard
                    variant="icon"
                    textToCopy={SecretAccessKey}
                    copyButtonAriaLabel={texts.copySecret}
                    copySuccessText={texts.copied}
                    copyErrorText={texts.failed}
                  />
                  <Box variant="code">{isShown ? SecretAccessKey : '•'.repeat(16)}</Box>
                  <Button variant="inline-link" onClick={() => setIsShown(!isShown)}>
                    {isShown ? texts.hide : texts.show}
                  </Button>
                </SpaceBetween>
              ),
            },
          ]}
        />
      </SpaceBetween>
    </Modal>
  );
}
