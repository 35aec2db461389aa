import { GetBucketLocationCommand } from '@aws-sdk/client-s3';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { CopyText } from '../../../parts/copy-text.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { useBucketQuery } from '../use-bucket.ts';

const TEXTS = defineTexts({
  en: { title: 'Bucket overview', region: 'AWS Region', arn: 'Amazon Resource Name (ARN)', uri: 'S3 URI' },
  ja: {
    title: 'バケットの概要',
    region: 'AWS リージョン',
    arn: 'Amazon リソースネーム (ARN)',
    uri: 'S3 URI',
  },
});

/** Where a bucket lies, and its names. */
export function BucketOverviewPanel({ bucket }: { readonly bucket: string }) {
  const texts = useTexts(TEXTS);
  const location = useBucketQuery(
    bucket,
    ['location'],
    async (client) =>
      // S3's first region has no name in this answer.
      (await client.send(new GetBucketLocationCommand({ Bucket: bucket }))).LocationConstraint ?? 'us-east-1',
  );
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.region, value: <Loaded query={location}>{(region) => region}</Loaded> },
          { label: texts.arn, value: <CopyText text={`arn:aws:s3:::${bucket}`} /> },
          { label: texts.uri, value: <CopyText text={`s3://${bucket}/`} /> },
        ]}
      />
    </Container>
  );
}
