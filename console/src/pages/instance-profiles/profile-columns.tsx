import type { InstanceProfile } from '@aws-sdk/client-iam';
import { InstancesOfProfile } from '../../parts/instances-of-profile.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ProfileStateIndicator, stateOfProfile, type ProfileState } from '../../parts/profile-state.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { TagsCount } from './tags-count.tsx';

type Headers = Readonly<Record<'name' | 'state' | 'role' | 'path' | 'tags' | 'instances', string>>;

/** The columns of the listing of instance profiles. */
export function profileColumns(
  headers: Headers,
  states: Readonly<Record<ProfileState, string>>,
): Column<InstanceProfile>[] {
  return [
    {
      id: 'name',
      header: headers.name,
      text: ({ InstanceProfileName }) => InstanceProfileName,
      cell: ({ InstanceProfileName: name = '' }) => link(paths.instanceProfile(name), name),
      width: 220,
    },
    {
      id: 'role',
      header: headers.role,
      text: ({ Roles }) => Roles?.[0]?.RoleName,
      cell: ({ Roles }) => {
        const name = Roles?.[0]?.RoleName;
        return name === undefined ? '-' : link(paths.role(name), name);
      },
      width: 220,
    },
    {
      id: 'state',
      header: headers.state,
      text: (profile) => states[stateOfProfile(profile)],
      cell: (profile) => <ProfileStateIndicator profile={profile} />,
    },
    {
      id: 'instances',
      header: headers.instances,
      text: () => undefined,
      cell: ({ Arn = '' }) => <InstancesOfProfile arn={Arn} />,
    },
    { id: 'path', header: headers.path, text: ({ Path }) => Path, cell: ({ Path = '/' }) => breakable(Path) },
    {
      id: 'tags',
      header: headers.tags,
      text: () => undefined,
      cell: ({ InstanceProfileName = '' }) => <TagsCount profileName={InstanceProfileName} />,
    },
  ];
}

function link(to: string, name: string) {
  return (
    <span className="utsuwa-breakable">
      <PageLink to={to}>{name}</PageLink>
    </span>
  );
}

function breakable(text: string) {
  return <span className="utsuwa-breakable">{text}</span>;
}
