import { IAMClient, paginateListRoles, type Role } from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ListPage } from '../../parts/list-page.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { Time } from '../../parts/time.tsx';
import { trustedEntities } from '../../parts/trust.ts';
import { TRUSTED_ENTITY_TEXTS, TrustedEntities, trustedEntityText } from '../../parts/trusted-entity.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { DeleteRole } from './delete-role.tsx';
import { LastActivity } from './last-activity.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Roles',
    description:
      'A role is an identity with permissions that whoever it trusts takes on, for a time, with credentials of its own.',
    name: 'Role name',
    trusted: 'Trusted entities',
    lastActivity: 'Last activity',
    created: 'Created',
    create: 'Create role',
    empty: 'No roles. Create one to give permissions to a service, an account or a signed-in person.',
  },
  ja: {
    title: 'ロール',
    description:
      'ロールはアクセス許可を持つアイデンティティです。信頼されたエンティティが一時的な認証情報で引き受けます。',
    name: 'ロール名',
    trusted: '信頼されたエンティティ',
    lastActivity: '最後のアクティビティ',
    created: '作成日時',
    create: 'ロールを作成',
    empty:
      'ロールがありません。サービス、アカウント、サインインした人にアクセス許可を与えるには、ロールを作成してください。',
  },
});

/** All roles: whom each trusts, and when it was last used. */
export default function RolesPage() {
  const texts = useTexts(TEXTS);
  const trustTexts = useTexts(TRUSTED_ENTITY_TEXTS);
  const roles = useAwsQuery<readonly Role[]>({
    key: ['iam', 'roles', 'all of them'],
    ask: (connection) =>
      collect(
        paginateListRoles({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
        (page) => page.Roles,
      ),
  });
  return (
    <ListPage<Role>
      title={texts.title}
      description={texts.description}
      query={roles}
      idOf={({ RoleName }) => RoleName ?? ''}
      columns={columnsOf(texts, trustTexts)}
      empty={texts.empty}
      create={{ text: texts.create, to: paths.createRole() }}
      deletion={({ RoleName = '', Path = '/' }, onClose) => (
        <DeleteRole roleName={RoleName} path={Path} onClose={onClose} />
      )}
    />
  );
}

function columnsOf(
  texts: (typeof TEXTS)['en'],
  trustTexts: (typeof TRUSTED_ENTITY_TEXTS)['en'],
): Column<Role>[] {
  return [
    {
      id: 'name',
      header: texts.name,
      text: ({ RoleName }) => RoleName,
      cell: ({ RoleName = '' }) => (
        <span className="utsuwa-breakable">
          <PageLink to={paths.role(RoleName)}>{RoleName}</PageLink>
        </span>
      ),
    },
    {
      id: 'trusted',
      header: texts.trusted,
      text: (role) => trustedEntityText(trustTexts, trustedEntities(role.AssumeRolePolicyDocument)),
      cell: (role) => <TrustedEntities entities={trustedEntities(role.AssumeRolePolicyDocument)} />,
    },
    {
      id: 'last activity',
      header: texts.lastActivity,
      text: () => undefined,
      cell: ({ RoleName = '' }) => <LastActivity roleName={RoleName} />,
    },
    {
      id: 'created',
      header: texts.created,
      text: ({ CreateDate }) => CreateDate?.getTime(),
      cell: ({ CreateDate }) => <Time at={CreateDate} />,
    },
  ];
}
