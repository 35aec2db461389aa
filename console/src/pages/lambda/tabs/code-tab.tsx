import { GetFunctionCommand, LambdaClient, type FunctionConfiguration } from '@aws-sdk/client-lambda';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { formatBytes } from '../../../parts/bytes.ts';
import { CopyText } from '../../../parts/copy-text.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { readZip, type ZipEntry } from '../read-zip.ts';
import type { CodeEdit } from './code-edit.ts';
import { SourceEditor } from './source-editor.tsx';
import { UploadCodeModal } from './upload-code-modal.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Code source',
    upload: 'Upload a .zip file',
    properties: 'Code properties',
    size: 'Package size',
    sha: 'SHA-256 hash',
    large: 'The package is too large to be shown here.',
  },
  ja: {
    title: 'コードソース',
    upload: '.zip ファイルをアップロード',
    properties: 'コードのプロパティ',
    size: 'パッケージサイズ',
    sha: 'SHA-256 ハッシュ',
    large: 'パッケージが大きいため、ここには表示できません。',
  },
});

/** A larger zip is not fetched to be looked into, bytes. */
const MOST = 3 * 1024 ** 2;

interface CodeTabProps {
  readonly configuration: FunctionConfiguration;
  readonly edit: CodeEdit | undefined;
  readonly onEdit: (edit: CodeEdit | undefined) => void;
}

/** What a function runs: looked into, edited where it is one file, or replaced by another zip. */
export function CodeTab({ configuration, edit, onEdit }: CodeTabProps) {
  const texts = useTexts(TEXTS);
  const [isUploading, setIsUploading] = useState(false);
  const { FunctionName = '', CodeSize = 0, CodeSha256 = '', Runtime = '' } = configuration;
  const files = useAwsQuery({
    key: ['lambda', 'function', FunctionName, 'code', CodeSha256],
    ask: async (connection, signal): Promise<readonly ZipEntry[]> => {
      const { Code } = await connection.client(LambdaClient).send(new GetFunctionCommand({ FunctionName }));
      // The address holds the server's own name, the page may have been opened by another.
      const { pathname, search } = new URL(Code?.Location ?? '', window.location.href);
      const response = await fetch(pathname + search, { signal });
      if (!response.ok) throw new Error(`the code could not be fetched: ${response.status}`);
      return readZip(new Uint8Array(await response.arrayBuffer()));
    },
    enabled: CodeSize <= MOST,
  });
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" actions={<Button onClick={() => setIsUploading(true)}>{texts.upload}</Button>}>
            {texts.title}
          </Header>
        }
      >
        {CodeSize > MOST ? (
          <Box color="text-body-secondary">{texts.large}</Box>
        ) : (
          <Loaded query={files}>
            {(entries) => (
              <SourceEditor
                key={CodeSha256}
                functionName={FunctionName}
                runtime={Runtime}
                entries={entries}
                sha={CodeSha256}
                edit={edit}
                onEdit={onEdit}
              />
            )}
          </Loaded>
        )}
      </Container>
      <Container header={<Header variant="h2">{texts.properties}</Header>}>
        <KeyValuePairs
          columns={2}
          items={[
            { label: texts.size, value: formatBytes(CodeSize) },
            { label: texts.sha, value: <CopyText text={CodeSha256} /> },
          ]}
        />
      </Container>
      {isUploading ? (
        <UploadCodeModal
          functionName={FunctionName}
          onDone={() => onEdit(undefined)}
          onClose={() => setIsUploading(false)}
        />
      ) : null}
    </SpaceBetween>
  );
}
