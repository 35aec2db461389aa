import type { User } from '@aws-sdk/client-iam';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { Time } from '../../parts/time.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Summary',
    arn: 'ARN',
    id: 'Unique ID',
    created: 'Created',
    path: 'Path',
    password: 'Password last used',
    map: 'Access map',
    mapText: 'What this user reaches',
  },
  ja: {
    title: '概要',
    arn: 'ARN',
    id: '固有 ID',
    created: '作成日時',
    path: 'パス',
    password: 'パスワードの最終使用',
    map: 'アクセスマップ',
    mapText: 'このユーザーが届く先',
  },
});

/** What AWS's console says of a user at the top. */
export function UserSummary({ user }: { readonly user: User }) {
  const texts = useTexts(TEXTS);
  const { Arn = '', UserId = '', CreateDate, Path = '/', PasswordLastUsed } = user;
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.arn, value: <CopyText text={Arn} /> },
          { label: texts.created, value: <Time at={CreateDate} /> },
          { label: texts.path, value: <span className="utsuwa-breakable">{Path}</span> },
          { label: texts.id, value: <CopyText text={UserId} /> },
          { label: texts.password, value: <Time at={PasswordLastUsed} /> },
          { label: texts.map, value: <PageLink to={paths.accessMap(Arn)}>{texts.mapText}</PageLink> },
        ]}
      />
    </Container>
  );
}
