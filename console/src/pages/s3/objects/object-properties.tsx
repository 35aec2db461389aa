import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { UseQueryResult } from '@tanstack/react-query';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { formatBytes } from '../../../parts/bytes.ts';
import { CopyText } from '../../../parts/copy-text.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Time } from '../../../parts/time.tsx';
import type { ObjectPlace } from './download.ts';
import { ObjectPreview } from './object-preview.tsx';

const TEXTS = defineTexts({
  en: {
    overview: 'Object overview',
    modified: 'Last modified',
    size: 'Size',
    bytes: (count: number) => `${count.toLocaleString('en')} bytes`,
    type: 'Content type',
    key: 'Key',
    etag: 'Entity tag (ETag)',
    arn: 'Amazon Resource Name (ARN)',
    storageClass: 'Storage class',
    version: 'Version ID',
    encryption: 'Encryption',
    metadata: 'Metadata',
    none: 'No metadata of its own.',
  },
  ja: {
    overview: 'オブジェクトの概要',
    modified: '最終更新日時',
    size: 'サイズ',
    bytes: (count: number) => `${count.toLocaleString('ja')} バイト`,
    type: 'コンテンツタイプ',
    key: 'キー',
    etag: 'エンティティタグ (ETag)',
    arn: 'Amazon リソースネーム (ARN)',
    storageClass: 'ストレージクラス',
    version: 'バージョン ID',
    encryption: '暗号化',
    metadata: 'メタデータ',
    none: 'ユーザー定義のメタデータはありません。',
  },
});

interface ObjectPropertiesProps {
  readonly place: ObjectPlace;
  readonly head: UseQueryResult<HeadObjectCommandOutput>;
}

/** What S3 says of an object without giving its bytes; and a look into those that are text or a picture. */
export function ObjectProperties({ place, head }: ObjectPropertiesProps) {
  const texts = useTexts(TEXTS);
  return (
    <Loaded query={head}>
      {(object) => (
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{texts.overview}</Header>}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: texts.modified, value: <Time at={object.LastModified} /> },
                { label: texts.size, value: sizeText(object.ContentLength ?? 0, texts.bytes) },
                { label: texts.type, value: breakable(object.ContentType ?? '-') },
                { label: texts.key, value: <CopyText text={place.key} /> },
                { label: texts.arn, value: <CopyText text={`arn:aws:s3:::${place.bucket}/${place.key}`} /> },
                { label: texts.etag, value: <CopyText text={(object.ETag ?? '').replaceAll('"', '')} /> },
                { label: texts.storageClass, value: object.StorageClass ?? 'STANDARD' },
                { label: texts.version, value: breakable(object.VersionId ?? '-') },
                { label: texts.encryption, value: object.ServerSideEncryption ?? '-' },
              ]}
            />
          </Container>
          <Container header={<Header variant="h2">{texts.metadata}</Header>}>
            {Object.keys(object.Metadata ?? {}).length === 0 ? (
              texts.none
            ) : (
              <KeyValuePairs
                columns={2}
                items={Object.entries(object.Metadata ?? {}).map(([name, value]) => ({
                  label: `x-amz-meta-${name}`,
                  value: breakable(value),
                }))}
              />
            )}
          </Container>
          <ObjectPreview
            place={place}
            contentType={object.ContentType ?? ''}
            size={object.ContentLength ?? 0}
            etag={object.ETag ?? ''}
          />
        </SpaceBetween>
      )}
    </Loaded>
  );
}

function sizeText(size: number, exactly: (count: number) => string): string {
  return size < 1024 ? exactly(size) : `${formatBytes(size)} (${exactly(size)})`;
}

function breakable(text: string) {
  return <span className="utsuwa-breakable">{text}</span>;
}
