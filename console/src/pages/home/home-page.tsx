import { GetAccountSummaryCommand, IAMClient } from '@aws-sdk/client-iam';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { Page } from '../../parts/page.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { useAwsQuery } from '../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Overview',
    description: 'Policies reach roles, roles reach instance profiles, instance profiles reach instances.',
    resources: 'IAM resources',
    users: 'Users',
    groups: 'Groups',
    roles: 'Roles',
    policies: 'Customer managed policies',
    profiles: 'Instance profiles',
    look: 'Where to look',
    map: 'Access map',
    mapText: 'what is attached to what, and what stands out',
    activity: 'Activity',
    activityText: 'every request as it comes, allowed or denied, and why',
    simulator: 'Simulator',
    simulatorText: 'what somebody may do, before they try',
  },
  ja: {
    title: '概要',
    description:
      'ポリシーはロールに、ロールはインスタンスプロファイルに、インスタンスプロファイルはインスタンスに届きます。',
    resources: 'IAM リソース',
    users: 'ユーザー',
    groups: 'グループ',
    roles: 'ロール',
    policies: 'カスタマー管理ポリシー',
    profiles: 'インスタンスプロファイル',
    look: '見る場所',
    map: 'アクセスマップ',
    mapText: '何が何に付いているか、何がおかしいか',
    activity: 'アクティビティ',
    activityText: 'すべてのリクエスト。許可か拒否か、そしてその理由',
    simulator: 'シミュレーター',
    simulatorText: '試す前に、誰が何をできるかを調べる',
  },
});

/** What there is, and where to look. */
export default function HomePage() {
  const texts = useTexts(TEXTS);
  const summary = useAwsQuery({
    key: ['iam', 'summary'],
    ask: async (connection) =>
      (await connection.client(IAMClient).send(new GetAccountSummaryCommand({}))).SummaryMap ?? {},
  });
  const counts = [
    { text: texts.users, to: paths.users(), count: summary.data?.Users },
    { text: texts.groups, to: paths.groups(), count: summary.data?.Groups },
    { text: texts.roles, to: paths.roles(), count: summary.data?.Roles },
    { text: texts.policies, to: paths.policies(), count: summary.data?.Policies },
    { text: texts.profiles, to: paths.instanceProfiles(), count: summary.data?.InstanceProfiles },
  ];
  const places = [
    { text: texts.map, to: paths.accessMap(), says: texts.mapText },
    { text: texts.activity, to: paths.activity(), says: texts.activityText },
    { text: texts.simulator, to: paths.simulator(), says: texts.simulatorText },
  ];
  return (
    <Page title={texts.title} description={texts.description}>
      {summary.isError ? <ErrorAlert error={summary.error} onRetry={() => void summary.refetch()} /> : null}
      <Container header={<Header variant="h2">{texts.resources}</Header>}>
        <SpaceBetween direction="horizontal" size="xxl">
          {counts.map(({ text, to, count }) => (
            <div key={to}>
              <Box variant="awsui-key-label">{text}</Box>
              <Box fontSize="display-l" fontWeight="bold">
                {summary.isPending ? <Spinner /> : <PageLink to={to}>{count ?? '-'}</PageLink>}
              </Box>
            </div>
          ))}
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{texts.look}</Header>}>
        <SpaceBetween size="s">
          {places.map(({ text, to, says }) => (
            <div key={to}>
              <PageLink to={to}>{text}</PageLink> – {says}
            </div>
          ))}
        </SpaceBetween>
      </Container>
    </Page>
  );
}
