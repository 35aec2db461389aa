import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { useSession } from '../../../session/session.tsx';
import type { DraftProps } from './entity-step.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'An AWS account',
    which: 'Account',
    own: (id: string) => `This account (${id})`,
    another: 'Another AWS account',
    accountId: 'Account ID',
    accountIdHint: 'Twelve digits.',
    options: 'Options',
    external: 'Require external ID',
    externalText: 'Whoever takes the role on has to say it: good practice where a third party does.',
    externalId: 'External ID',
    mfa: 'Require MFA',
    mfaText: 'Only who signed in with a second factor may take the role on.',
  },
  ja: {
    title: 'AWS アカウント',
    which: 'アカウント',
    own: (id: string) => `このアカウント (${id})`,
    another: '別の AWS アカウント',
    accountId: 'アカウント ID',
    accountIdHint: '12 桁の数字。',
    options: 'オプション',
    external: '外部 ID を要求する',
    externalText:
      'ロールを引き受けるときに外部 ID が必要になります。第三者が引き受ける場合のベストプラクティスです。',
    externalId: '外部 ID',
    mfa: 'MFA が必要',
    mfaText: '多要素認証でサインインした場合にだけ、ロールを引き受けられます。',
  },
});

/** Which account's people may take the role on, and what they have to bring. */
export function AccountFields({ draft, onChange, missing }: DraftProps) {
  const texts = useTexts(TEXTS);
  const { caller } = useSession();
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <SpaceBetween size="m">
        <FormField label={texts.which}>
          <RadioGroup
            value={draft.isAnotherAccount ? 'another' : 'own'}
            onChange={({ detail }) => onChange({ isAnotherAccount: detail.value === 'another' })}
            items={[
              { value: 'own', label: texts.own(caller.accountId) },
              { value: 'another', label: texts.another },
            ]}
          />
        </FormField>
        {draft.isAnotherAccount ? (
          <FormField label={texts.accountId} description={texts.accountIdHint} errorText={missing.account}>
            <Input
              value={draft.accountId}
              inputMode="numeric"
              onChange={({ detail }) => onChange({ accountId: detail.value })}
            />
          </FormField>
        ) : null}
        <FormField label={texts.options}>
          <SpaceBetween size="xs">
            <Checkbox
              checked={draft.requiresExternalId}
              description={texts.externalText}
              onChange={({ detail }) => onChange({ requiresExternalId: detail.checked })}
            >
              {texts.external}
            </Checkbox>
            <Checkbox
              checked={draft.requiresMfa}
              description={texts.mfaText}
              onChange={({ detail }) => onChange({ requiresMfa: detail.checked })}
            >
              {texts.mfa}
            </Checkbox>
          </SpaceBetween>
        </FormField>
        {draft.requiresExternalId ? (
          <FormField label={texts.externalId} errorText={missing.externalId}>
            <Input
              value={draft.externalId}
              onChange={({ detail }) => onChange({ externalId: detail.value })}
            />
          </FormField>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
