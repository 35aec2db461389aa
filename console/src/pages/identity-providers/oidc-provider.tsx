import {
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
  type GetOpenIDConnectProviderResponse,
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
import { Audiences } from './audiences.tsx';
import { Thumbprints } from './thumbprints.tsx';

const TEXTS = defineTexts({
  en: {
    summary: 'Summary',
    arn: 'ARN',
    kind: 'Provider type',
    url: 'Provider URL',
    created: 'Creation time',
  },
  ja: {
    summary: '概要',
    arn: 'ARN',
    kind: 'プロバイダーのタイプ',
    url: 'プロバイダーの URL',
    created: '作成日時',
  },
});

interface OidcProviderProps {
  readonly arn: string;
  readonly provider: GetOpenIDConnectProviderResponse;
}

/** An OpenID Connect provider: for whom its tokens are made out, and by which certificates it is known. */
export function OidcProvider({ arn, provider }: OidcProviderProps) {
  const texts = useTexts(TEXTS);
  const key = ['iam', 'identity providers', arn];
  const { Url = '', CreateDate, ClientIDList = [], ThumbprintList = [], Tags } = provider;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.summary}</Header>}>
        <KeyValuePairs
          columns={2}
          items={[
            { label: texts.arn, value: <CopyText text={arn} /> },
            { label: texts.kind, value: 'OpenID Connect' },
            { label: texts.url, value: <CopyText text={Url} /> },
            { label: texts.created, value: <Time at={CreateDate} /> },
          ]}
        />
      </Container>
      <Audiences arn={arn} audiences={ClientIDList} />
      <Thumbprints arn={arn} thumbprints={ThumbprintList} />
      <TagsPanel
        query={answered<readonly Tag[]>(readTags(Tags))}
        makesOld={[key]}
        change={iamTagsChange({
          tag: (iam, Tags) =>
            iam.send(new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, Tags })),
          untag: (iam, TagKeys) =>
            iam.send(new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, TagKeys })),
        })}
      />
    </SpaceBetween>
  );
}
