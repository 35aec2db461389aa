import type { InstanceProfile } from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { stateOfProfile } from '../../parts/profile-state.tsx';
import { trustedEntities } from '../../parts/trust.ts';
import { TrustedEntities } from '../../parts/trusted-entity.tsx';
import { PutRole } from './put-role.tsx';
import { RemoveRole } from './remove-role.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Role',
    description: 'An instance profile holds one role at most.',
    add: 'Add role',
    replace: 'Replace role',
    remove: 'Remove role',
    name: 'Role name',
    arn: 'Role ARN',
    trusted: 'Trusted entities',
    empty: 'It is empty: instances that carry it get no credentials. Add a role.',
    untrusting:
      'The trust policy of its role does not let ec2.amazonaws.com assume it: instances that carry it get no credentials (AssumeRoleUnauthorizedAccess). Change the trust policy on the role’s page, or replace the role.',
  },
  ja: {
    title: 'ロール',
    description: 'インスタンスプロファイルに入れられるロールは 1 つだけです。',
    add: 'ロールを追加',
    replace: 'ロールを置き換え',
    remove: 'ロールを取り外す',
    name: 'ロール名',
    arn: 'ロールの ARN',
    trusted: '信頼されたエンティティ',
    empty:
      'プロファイルが空です。このプロファイルを使うインスタンスは認証情報を取得できません。ロールを追加してください。',
    untrusting:
      'ロールの信頼ポリシーが ec2.amazonaws.com を許可していないため、インスタンスは認証情報を取得できません (AssumeRoleUnauthorizedAccess)。ロールのページで信頼ポリシーを変更するか、ロールを置き換えてください。',
  },
});

/** The role in an instance profile: added, replaced, removed; what is wrong with it is said. */
export function ProfileRole({ profile }: { readonly profile: InstanceProfile }) {
  const texts = useTexts(TEXTS);
  const [open, setOpen] = useState<'put' | 'remove'>();
  const role = profile.Roles?.[0];
  const state = stateOfProfile(profile);
  const close = () => setOpen(undefined);
  const name = profile.InstanceProfileName ?? '';
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={texts.description}
          actions={
            role === undefined ? (
              <Button onClick={() => setOpen('put')}>{texts.add}</Button>
            ) : (
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setOpen('remove')}>{texts.remove}</Button>
                <Button onClick={() => setOpen('put')}>{texts.replace}</Button>
              </SpaceBetween>
            )
          }
        >
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {state === 'empty' ? <Alert type="warning">{texts.empty}</Alert> : null}
        {state === 'untrusting' ? <Alert type="error">{texts.untrusting}</Alert> : null}
        {role === undefined ? null : (
          <KeyValuePairs
            columns={3}
            items={[
              {
                label: texts.name,
                value: (
                  <span className="utsuwa-breakable">
                    <PageLink to={paths.role(role.RoleName ?? '')}>{role.RoleName}</PageLink>
                  </span>
                ),
              },
              { label: texts.arn, value: <CopyText text={role.Arn ?? ''} /> },
              {
                label: texts.trusted,
                value: <TrustedEntities entities={trustedEntities(role.AssumeRolePolicyDocument)} />,
              },
            ]}
          />
        )}
      </SpaceBetween>
      {open === 'put' ? <PutRole profileName={name} current={role?.RoleName} onClose={close} /> : null}
      {open === 'remove' && role !== undefined ? (
        <RemoveRole profileName={name} roleName={role.RoleName ?? ''} onClose={close} />
      ) : null}
    </Container>
  );
}
