import { LambdaClient, paginateListFunctions, type FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { InstanceProfile } from '@aws-sdk/client-iam';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { InstancesOfProfile } from '../../parts/instances-of-profile.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ResourceTable } from '../../parts/resource-table.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { useSession } from '../../session/session.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { useProfilesOfRole } from './use-role.ts';

const TEXTS = defineTexts({
  en: {
    profiles: 'Instance profiles',
    profilesText: 'By an instance profile a role reaches EC2 instances.',
    profile: 'Name',
    instances: (region: string) => `Instances in ${region}`,
    noProfile:
      'No instance profile holds this role. Create one, and add the role to it, to give it to instances.',
    functions: (region: string) => `Functions in ${region}`,
    name: 'Function',
    runtime: 'Runtime',
    noFunction: 'No function runs as this role.',
  },
  ja: {
    profiles: 'インスタンスプロファイル',
    profilesText: 'ロールはインスタンスプロファイルを通して EC2 インスタンスに届きます。',
    profile: '名前',
    instances: (region: string) => `${region} のインスタンス`,
    noProfile:
      'このロールを含むインスタンスプロファイルはありません。インスタンスに渡すには、プロファイルを作成してロールを追加してください。',
    functions: (region: string) => `${region} の関数`,
    name: '関数',
    runtime: 'ランタイム',
    noFunction: 'このロールで実行される関数はありません。',
  },
});

interface RoleUsageProps {
  readonly roleName: string;
  readonly arn: string | undefined;
}

/** What acts as a role: instances by way of instance profiles, and functions. */
export function RoleUsage({ roleName, arn }: RoleUsageProps) {
  const texts = useTexts(TEXTS);
  const { region } = useSession().connection;
  const profiles = useProfilesOfRole(roleName);
  const functions = useAwsQuery<readonly FunctionConfiguration[]>({
    key: ['lambda', 'functions', 'by role', arn ?? ''],
    ask: async (connection) => {
      const all = await collect(
        paginateListFunctions({ client: connection.client(LambdaClient) }, {}),
        (page) => page.Functions,
      );
      return all.filter(({ Role }) => Role === arn);
    },
    enabled: arn !== undefined,
  });
  return (
    <SpaceBetween size="l">
      <ResourceTable<InstanceProfile>
        title={texts.profiles}
        inAddress="profiles"
        description={texts.profilesText}
        query={profiles}
        idOf={({ Arn }) => Arn ?? ''}
        columns={profileColumns(texts.profile, texts.instances(region))}
        empty={texts.noProfile}
      />
      <ResourceTable<FunctionConfiguration>
        title={texts.functions(region)}
        inAddress="functions"
        query={functions}
        idOf={({ FunctionArn }) => FunctionArn ?? ''}
        columns={functionColumns(texts.name, texts.runtime)}
        empty={texts.noFunction}
      />
    </SpaceBetween>
  );
}

function profileColumns(name: string, instances: string): Column<InstanceProfile>[] {
  return [
    {
      id: 'name',
      header: name,
      text: ({ InstanceProfileName }) => InstanceProfileName,
      cell: ({ InstanceProfileName = '' }) => (
        <span className="utsuwa-breakable">
          <PageLink to={paths.instanceProfile(InstanceProfileName)}>{InstanceProfileName}</PageLink>
        </span>
      ),
    },
    {
      id: 'instances',
      header: instances,
      text: () => undefined,
      cell: ({ Arn = '' }) => <InstancesOfProfile arn={Arn} />,
    },
  ];
}

function functionColumns(name: string, runtime: string): Column<FunctionConfiguration>[] {
  return [
    {
      id: 'name',
      header: name,
      text: ({ FunctionName }) => FunctionName,
      cell: ({ FunctionName = '' }) => <PageLink to={paths.function(FunctionName)}>{FunctionName}</PageLink>,
    },
    { id: 'runtime', header: runtime, text: ({ Runtime }) => Runtime },
  ];
}
