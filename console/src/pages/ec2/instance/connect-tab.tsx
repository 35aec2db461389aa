import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Run commands on the instance',
    text: 'In a terminal, in the folder of Utsuwa. Commands get their credentials from the instance’s metadata service; your own keys are hidden from them.',
    who: 'Who the instance is',
    shell: 'A shell on it',
    metadata: 'What the metadata service says of its role',
    copy: 'Copy',
    copied: 'Copied',
    failed: 'The browser did not allow it',
  },
  ja: {
    title: 'インスタンス上でコマンドを実行する',
    text: 'ターミナルで、Utsuwa のフォルダーから実行してください。コマンドはインスタンスのメタデータサービスから認証情報を得ます。手元のキーは見えません。',
    who: 'インスタンスが誰として動いているか',
    shell: 'シェルを開く',
    metadata: 'メタデータサービスがロールについて答えること',
    copy: 'コピー',
    copied: 'コピーしました',
    failed: 'ブラウザーが許可しませんでした',
  },
});

/** What to type in a terminal to be on the instance. */
export function ConnectTab({ id }: { readonly id: string }) {
  const texts = useTexts(TEXTS);
  const port = window.location.port === '4566' ? '' : ` --port ${window.location.port}`;
  const metadata =
    'metadata=${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}; curl -s -H "X-aws-ec2-metadata-token: ' +
    '$(curl -s -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" $metadata/latest/api/token)" $metadata/latest/meta-data/iam/info';
  const snippets = [
    { title: texts.who, text: `bin/utsuwa exec${port} --instance ${id} -- aws sts get-caller-identity` },
    { title: texts.shell, text: `bin/utsuwa shell${port} --instance ${id}` },
    { title: texts.metadata, text: `bin/utsuwa exec${port} --instance ${id} -- sh -c '${metadata}'` },
  ];
  return (
    <Container header={<Header description={texts.text}>{texts.title}</Header>}>
      <SpaceBetween size="l">
        {snippets.map(({ title, text }) => (
          <div key={title}>
            <Box variant="awsui-key-label">{title}</Box>
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              <CopyToClipboard
                variant="icon"
                textToCopy={text}
                copyButtonAriaLabel={`${texts.copy}: ${title}`}
                copySuccessText={texts.copied}
                copyErrorText={texts.failed}
              />
              <Box variant="code">
                <span className="utsuwa-breakable">{text}</span>
              </Box>
            </SpaceBetween>
          </div>
        ))}
      </SpaceBetween>
    </Container>
  );
}
