import {
  GetSAMLProviderCommand,
  IAMClient,
  TagSAMLProviderCommand,
  UntagSAMLProviderCommand,
} from '@aws-sdk/client-iam';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { UseQueryResult } from '@tanstack/react-query';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { readTags, type Tag } from '../../parts/tag.ts';
import { TagsPanel } from '../../parts/tags-panel.tsx';
import { Time } from '../../parts/time.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { Metadata } from './metadata.tsx';

const TEXTS = defineTexts({
  en: {
    summary: 'Summary',
    arn: 'ARN',
    kind: 'Provider type',
    created: 'Creation time',
    until: 'Valid until',
  },
  ja: {
    summary: '概要',
    arn: 'ARN',
    kind: 'プロバイダーのタイプ',
    created: '作成日時',
    until: '有効期限',
  },
});

/** A SAML provider: what it says of itself, and until when that holds. */
export function SamlProvider({ arn }: { readonly arn: string }) {
  const texts = useTexts(TEXTS);
  const key = ['iam', 'identity providers', arn];
  const provider = useAwsQuery({
    key,
    ask: (connection) =>
      connection.client(IAMClient).send(new GetSAMLProviderCommand({ SAMLProviderArn: arn })),
  });
  if (provider.isError) return <ErrorAlert error={provider.error} onRetry={() => void provider.refetch()} />;
  if (provider.isPending) return <Spinner size="large" />;
  const { SAMLMetadataDocument = '', CreateDate, ValidUntil, Tags } = provider.data;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.summary}</Header>}>
        <KeyValuePairs
          columns={2}
          items={[
            { label: texts.arn, value: <CopyText text={arn} /> },
            { label: texts.kind, value: 'SAML' },
            { label: texts.created, value: <Time at={CreateDate} /> },
            { label: texts.until, value: <Time at={ValidUntil} /> },
          ]}
        />
      </Container>
      <Metadata arn={arn} document={SAMLMetadataDocument} />
      <TagsPanel
        query={{ ...provider, data: readTags(Tags) } as UseQueryResult<readonly Tag[]>}
        makesOld={[key]}
        change={async (connection, { put, remove }) => {
          const iam = connection.client(IAMClient);
          if (remove.length > 0)
            await iam.send(new UntagSAMLProviderCommand({ SAMLProviderArn: arn, TagKeys: [...remove] }));
          if (put.length > 0)
            await iam.send(new TagSAMLProviderCommand({ SAMLProviderArn: arn, Tags: [...put] }));
        }}
      />
    </SpaceBetween>
  );
}
