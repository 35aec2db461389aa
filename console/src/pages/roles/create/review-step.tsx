import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { nameOfPolicy } from '../../../parts/permissions/policy-kind.ts';
import { PolicyText } from '../../../parts/policy-text.tsx';
import { TagFields } from '../../../parts/tag-fields.tsx';
import { useSession } from '../../../session/session.tsx';
import type { DraftProps } from './entity-step.tsx';
import { hasInstanceProfile } from './role-draft.ts';
import { trustDocument } from './trust-document.ts';

const TEXTS = defineTexts({
  en: {
    details: 'Role details',
    name: 'Role name',
    nameHint: 'Up to 64 characters: letters, digits and +=,.@-_',
    description: 'Description',
    profile: (name: string) =>
      name === ''
        ? 'An instance profile of the role’s name is created with it.'
        : `The instance profile ${name} is created with the role and holds it.`,
    trust: 'Trust policy',
    permissions: 'Permissions',
    policies: 'Permissions policies',
    boundary: 'Permissions boundary',
    none: 'None',
    tags: 'Tags - optional',
  },
  ja: {
    details: 'ロールの詳細',
    name: 'ロール名',
    nameHint: '最大 64 文字。英数字と +=,.@-_ を使用できます。',
    description: '説明',
    profile: (name: string) =>
      name === ''
        ? 'ロールと同じ名前のインスタンスプロファイルも作成されます。'
        : `インスタンスプロファイル ${name} も作成され、ロールが追加されます。`,
    trust: '信頼ポリシー',
    permissions: 'アクセス許可',
    policies: '許可ポリシー',
    boundary: '許可の境界',
    none: 'なし',
    tags: 'タグ - オプション',
  },
});

interface ReviewStepProps extends DraftProps {
  /** What is wrong with what was typed. */
  readonly problems: { readonly name: string | undefined; readonly description: string | undefined };
}

/** Third: its name, and everything once more before it is made. */
export function ReviewStep({ draft, onChange, missing, problems }: ReviewStepProps) {
  const texts = useTexts(TEXTS);
  const { caller } = useSession();
  const { hasBoundary, boundary } = draft;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.details}</Header>}>
        <SpaceBetween size="m">
          <FormField
            label={texts.name}
            description={texts.nameHint}
            errorText={problems.name ?? missing.name}
          >
            <Input value={draft.name} onChange={({ detail }) => onChange({ name: detail.value })} />
          </FormField>
          {hasInstanceProfile(draft) ? (
            <Alert type="info">
              <span className="utsuwa-breakable">{texts.profile(draft.name.trim())}</span>
            </Alert>
          ) : null}
          <FormField label={texts.description} errorText={problems.description}>
            <Textarea
              value={draft.description}
              onChange={({ detail }) => onChange({ description: detail.value })}
            />
          </FormField>
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{texts.trust}</Header>}>
        <PolicyText label={texts.trust} text={trustDocument(draft, caller.accountId)} />
      </Container>
      <Container header={<Header variant="h2">{texts.permissions}</Header>}>
        <KeyValuePairs
          columns={2}
          items={[
            { label: texts.policies, value: names(draft.policies, texts.none) },
            {
              label: texts.boundary,
              value: names(hasBoundary && boundary !== undefined ? [boundary] : [], texts.none),
            },
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">{texts.tags}</Header>}>
        <TagFields tags={draft.tags} onChange={(tags, areTagsValid) => onChange({ tags, areTagsValid })} />
      </Container>
    </SpaceBetween>
  );
}

function names(arns: readonly string[], none: string) {
  if (arns.length === 0) return none;
  return arns.map((arn) => (
    <Box key={arn}>
      <span className="utsuwa-breakable">{nameOfPolicy(arn)}</span>
    </Box>
  ));
}
