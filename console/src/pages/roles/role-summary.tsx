import type { Role } from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { Time } from '../../parts/time.tsx';
import { trustedEntities } from '../../parts/trust.ts';
import { TrustedEntities } from '../../parts/trusted-entity.tsx';
import { SwitchRole } from '../../session/switch-role.tsx';
import { durationText } from './duration.ts';
import { LastActivity } from './last-activity.tsx';
import { ProfilesOfRole } from './profiles-of-role.tsx';
import { useProfilesOfRole } from './use-role.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Summary',
    arn: 'ARN',
    created: 'Creation date',
    lastActivity: 'Last activity',
    duration: 'Maximum session duration',
    trusted: 'Trusted entities',
    profile: 'Instance profile ARN',
    map: 'Access map',
    mapText: 'What this role reaches',
    switchRole: 'Switch to this role',
    hours: (hours: string) => (hours === '1' ? '1 hour' : `${hours} hours`),
  },
  ja: {
    title: '概要',
    arn: 'ARN',
    created: '作成日',
    lastActivity: '最後のアクティビティ',
    duration: '最大セッション時間',
    trusted: '信頼されたエンティティ',
    profile: 'インスタンスプロファイルの ARN',
    map: 'アクセスマップ',
    mapText: 'このロールが届く先',
    switchRole: 'このロールに切り替え',
    hours: (hours: string) => `${hours} 時間`,
  },
});

/** What AWS's console says of a role at its top: instance profiles' ARNs only where one holds it. */
export function RoleSummary({ role }: { readonly role: Role }) {
  const texts = useTexts(TEXTS);
  const [isSwitching, setIsSwitching] = useState(false);
  const { RoleName = '', Arn = '', CreateDate, MaxSessionDuration } = role;
  const profiles = useProfilesOfRole(RoleName);
  const trusted = trustedEntities(role.AssumeRolePolicyDocument);
  const isInProfile = profiles.isError || (profiles.data?.length ?? 0) > 0;
  const items: KeyValuePairsProps.Item[] = [
    { label: texts.created, value: <Time at={CreateDate} /> },
    { label: texts.arn, value: <CopyText text={Arn} /> },
    ...(isInProfile ? [{ label: texts.profile, value: <ProfilesOfRole profiles={profiles} /> }] : []),
    { label: texts.lastActivity, value: <LastActivity roleName={RoleName} /> },
    { label: texts.duration, value: durationText(MaxSessionDuration, texts.hours) },
    { label: texts.trusted, value: <TrustedEntities entities={trusted} /> },
    { label: texts.map, value: <PageLink to={paths.accessMap(Arn)}>{texts.mapText}</PageLink> },
  ];
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            trusted.some(({ kind }) => kind !== 'service' && kind !== 'provider') ? (
              <Button onClick={() => setIsSwitching(true)}>{texts.switchRole}</Button>
            ) : undefined
          }
        >
          {texts.title}
        </Header>
      }
    >
      <KeyValuePairs columns={3} items={items} />
      {isSwitching ? <SwitchRole role={Arn} onClose={() => setIsSwitching(false)} /> : null}
    </Container>
  );
}
