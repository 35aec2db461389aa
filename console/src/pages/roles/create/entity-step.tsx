import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { PolicyEditor } from '../../../parts/policy-editor/policy-editor.tsx';
import { AccountFields } from './account-fields.tsx';
import type { Missing } from './missing.ts';
import { ProviderFields } from './provider-fields.tsx';
import type { EntityKind, RoleDraft } from './role-draft.ts';
import { ServiceFields } from './service-fields.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Trusted entity type',
    service: 'AWS service',
    serviceText: 'Lets services such as EC2 and Lambda act in this account.',
    account: 'AWS account',
    accountText: 'Lets users and roles of this account or another act as this role.',
    web: 'Web identity',
    webText: 'Lets whom an OpenID Connect provider signed in act as this role.',
    saml: 'SAML 2.0 federation',
    samlText: 'Lets whom a corporate directory signed in by SAML act as this role.',
    custom: 'Custom trust policy',
    customText: 'Write the policy that says who may act as this role.',
    document: 'Trust policy',
  },
  ja: {
    title: '信頼されたエンティティタイプ',
    service: 'AWS のサービス',
    serviceText: 'EC2、Lambda などのサービスに、このアカウントでのアクションを許可します。',
    account: 'AWS アカウント',
    accountText: 'このアカウントまたは別のアカウントのユーザーやロールが、このロールを引き受けます。',
    web: 'ウェブアイデンティティ',
    webText: 'OpenID Connect プロバイダーでサインインしたユーザーが、このロールを引き受けます。',
    saml: 'SAML 2.0 フェデレーション',
    samlText: '社内ディレクトリから SAML でサインインしたユーザーが、このロールを引き受けます。',
    custom: 'カスタム信頼ポリシー',
    customText: '誰がこのロールを引き受けられるかを、ポリシーとして記述します。',
    document: '信頼ポリシー',
  },
});

/** How a step of the wizard sees the draft, and changes it. */
export interface DraftProps {
  readonly draft: RoleDraft;
  readonly onChange: (change: Partial<RoleDraft>) => void;
  /** What the field of something missing says, once going on was tried. */
  readonly missing: Partial<Readonly<Record<Missing, string | undefined>>>;
}

/** First: whom the role is to trust. */
export function EntityStep({ draft, onChange, missing }: DraftProps) {
  const texts = useTexts(TEXTS);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.title}</Header>}>
        <Tiles
          ariaLabel={texts.title}
          value={draft.entity}
          columns={3}
          onChange={({ detail }) => onChange({ entity: detail.value as EntityKind })}
          items={[
            { value: 'service', label: texts.service, description: texts.serviceText },
            { value: 'account', label: texts.account, description: texts.accountText },
            { value: 'web identity', label: texts.web, description: texts.webText },
            { value: 'saml', label: texts.saml, description: texts.samlText },
            { value: 'custom', label: texts.custom, description: texts.customText },
          ]}
        />
      </Container>
      {draft.entity === 'service' ? (
        <ServiceFields draft={draft} onChange={onChange} missing={missing} />
      ) : null}
      {draft.entity === 'account' ? (
        <AccountFields draft={draft} onChange={onChange} missing={missing} />
      ) : null}
      {draft.entity === 'web identity' || draft.entity === 'saml' ? (
        <ProviderFields
          key={draft.entity}
          kind={draft.entity}
          draft={draft}
          onChange={onChange}
          missing={missing}
        />
      ) : null}
      {draft.entity === 'custom' ? (
        <Container header={<Header variant="h2">{texts.custom}</Header>}>
          <PolicyEditor
            label={texts.document}
            value={draft.customTrust}
            onChange={(customTrust) => onChange({ customTrust })}
            policyType="trust"
          />
        </Container>
      ) : null}
    </SpaceBetween>
  );
}
