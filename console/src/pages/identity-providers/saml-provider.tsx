import {
  TagSAMLProviderCommand,
  UntagSAMLProviderCommand,
  type GetSAMLProviderResponse,
} from '@aws-sdk/client-iam';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { answered } from '../../parts/answered.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { readTags, type Tag } from '../../parts/tag.ts';
import { iamTagsChange } from '../../parts/iam-tags.tsx';
import { TagsPanel } from '../../parts/tags-panel.tsx';
import { Time } from '../../parts/time.tsx';
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

interface SamlProviderProps {
  readonly arn: string;
  readonly provider: GetSAMLProviderResponse;
}

/** A SAML provider: what it says of itself, and until when that holds. */
export function SamlProvider({ arn, provider }: SamlProviderProps) {
  const texts = useTexts(TEXTS);
  const key = ['iam', 'identity providers', arn];
  const { SAMLMetadataDocument = '', CreateDate, ValidUntil, Tags } = provider;
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
        query={answered<readonly Tag[]>(readTags(Tags))}
        makesOld={[key]}
        change={iamTagsChange({
          tag: (iam, Tags) => iam.send(new TagSAMLProviderCommand({ SAMLProviderArn: arn, Tags })),
          untag: (iam, TagKeys) => iam.send(new UntagSAMLProviderCommand({ SAMLProviderArn: arn, TagKeys })),
        })}
      />
    </SpaceBetween>
  );
}
