import {
  CreateOpenIDConnectProviderCommand,
  CreateSAMLProviderCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TagEditorProps } from '@cloudscape-design/components/tag-editor';
import Tiles from '@cloudscape-design/components/tiles';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { typedTags } from '../../parts/tag.ts';
import { TagFields } from '../../parts/tag-fields.tsx';
import { AFTER_SAVING } from '../../parts/unsaved/after-saving.ts';
import { Unsaved } from '../../parts/unsaved/unsaved.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { OidcFields } from './oidc-fields.tsx';
import { isTyped, NEW_PROVIDER, type ProviderDraft } from './provider-draft.ts';
import { SamlFields } from './saml-fields.tsx';
import { linesOf, nameOfProvider, type ProviderKind } from './provider.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Add identity provider',
    providers: 'Identity providers',
    kind: 'Provider type',
    saml: 'AWS trusts what a corporate directory says, by a document of metadata.',
    oidc: 'AWS trusts tokens that a provider issues at an address: GitHub Actions, GitLab, Google …',
    tags: 'Tags - optional',
    cancel: 'Cancel',
    act: 'Add provider',
    done: (name: string) => `The identity provider ${name} is added.`,
  },
  ja: {
    title: 'ID プロバイダーを追加',
    providers: 'ID プロバイダー',
    kind: 'プロバイダーのタイプ',
    saml: '社内ディレクトリのアサーションを、メタデータドキュメントに基づいて信頼します。',
    oidc: 'プロバイダーが発行するトークンを信頼します (GitHub Actions、GitLab、Google など)。',
    tags: 'タグ - オプション',
    cancel: 'キャンセル',
    act: 'プロバイダーを追加',
    done: (name: string) => `ID プロバイダー ${name} を追加しました。`,
  },
});

/** Makes AWS trust an identity provider. */
export default function CreateProviderPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { notify } = useNotifications();
  const [kind, setKind] = useState<ProviderKind>('OIDC');
  const [draft, setDraft] = useState<ProviderDraft>(NEW_PROVIDER);
  const [tags, setTags] = useState<readonly TagEditorProps.Tag[]>([]);
  const [areTagsValid, setAreTagsValid] = useState(true);
  const change = (changed: Partial<ProviderDraft>) => setDraft((current) => ({ ...current, ...changed }));
  const create = useAwsChange({
    change: async (connection) => {
      const iam = connection.client(IAMClient);
      const Tags = tags.length === 0 ? {} : { Tags: typedTags(tags) };
      if (kind === 'OIDC') {
        const made = await iam.send(
          new CreateOpenIDConnectProviderCommand({
            Url: draft.url.trim(),
            ClientIDList: linesOf(draft.audiences),
            ThumbprintList: linesOf(draft.thumbprints),
            ...Tags,
          }),
        );
        return made.OpenIDConnectProviderArn ?? '';
      }
      const SAMLMetadataDocument = (await draft.files[0]?.text()) ?? '';
      const made = await iam.send(
        new CreateSAMLProviderCommand({ Name: draft.name.trim(), SAMLMetadataDocument, ...Tags }),
      );
      return made.SAMLProviderArn ?? '';
    },
    makesOld: [['iam', 'identity providers']],
    onSuccess: (arn) => {
      notify({ type: 'success', text: texts.done(nameOfProvider(arn)) });
      void navigate(paths.identityProvider(arn), AFTER_SAVING);
    },
  });
  const isComplete =
    kind === 'OIDC' ? draft.url.trim() !== '' : draft.name.trim() !== '' && draft.files.length > 0;
  const isDirty = isTyped(draft) || tags.length > 0;
  return (
    <Page
      title={texts.title}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.providers, to: paths.identityProviders() },
      ]}
    >
      <Unsaved isDirty={isDirty} />
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => void navigate(paths.identityProviders())}>
              {texts.cancel}
            </Button>
            <Button
              variant="primary"
              loading={create.isPending}
              disabled={!isComplete || !areTagsValid}
              onClick={() => create.mutate()}
            >
              {texts.act}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{texts.kind}</Header>}>
            <SpaceBetween size="m">
              <Tiles
                ariaLabel={texts.kind}
                value={kind}
                onChange={({ detail }) => setKind(detail.value as ProviderKind)}
                items={[
                  { value: 'OIDC', label: 'OpenID Connect', description: texts.oidc },
                  { value: 'SAML', label: 'SAML', description: texts.saml },
                ]}
              />
              {kind === 'OIDC' ? (
                <OidcFields draft={draft} onChange={change} />
              ) : (
                <SamlFields draft={draft} onChange={change} />
              )}
            </SpaceBetween>
          </Container>
          <Container header={<Header variant="h2">{texts.tags}</Header>}>
            <TagFields
              tags={tags}
              onChange={(next, isValid) => {
                setTags(next);
                setAreTagsValid(isValid);
              }}
            />
          </Container>
          {create.isError ? <ErrorAlert error={create.error} /> : null}
        </SpaceBetween>
      </Form>
    </Page>
  );
}
