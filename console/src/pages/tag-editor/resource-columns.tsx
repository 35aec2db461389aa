import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import type { Column } from '../../parts/table/column.tsx';
import type { FoundResource } from './found-resource.ts';
import { NOT_IN_AWS } from './resource-types.ts';

/** The headers, and what is said of what AWS's Tag Editor leaves out. */
type Words = Readonly<Record<'name' | 'type' | 'region' | 'tags' | 'notInAws', string>>;

/** The columns of what was found; on a phone one that holds all. */
export function resourceColumns(words: Words, isNarrow: boolean): Column<FoundResource>[] {
  const columns: Column<FoundResource>[] = [
    {
      id: 'name',
      header: words.name,
      text: ({ name, arn, tags }) =>
        [name, arn, ...(isNarrow ? tags.map(({ Key, Value }) => `${Key}=${Value}`) : [])].join(' '),
      cell: (resource) => {
        const to = pageOf(resource);
        return (
          <>
            {to === undefined ? resource.name : <PageLink to={to}>{resource.name}</PageLink>}
            <Box fontSize="body-s" color="text-body-secondary">
              {resource.arn}
            </Box>
            {isNarrow && NOT_IN_AWS.has(resource.type) ? <Box fontSize="body-s">{words.notInAws}</Box> : null}
            {isNarrow ? <Tags tags={resource.tags} /> : null}
          </>
        );
      },
    },
    {
      id: 'type',
      header: words.type,
      text: ({ type }) => type,
      cell: ({ type }) => (
        <>
          {type}
          {NOT_IN_AWS.has(type) ? (
            <Box fontSize="body-s" color="text-body-secondary">
              {words.notInAws}
            </Box>
          ) : null}
        </>
      ),
      width: 180,
    },
    { id: 'region', header: words.region, text: ({ region }) => region },
    {
      id: 'tags',
      header: words.tags,
      text: ({ tags }) => tags.map(({ Key, Value }) => `${Key}=${Value}`).join(' '),
      cell: ({ tags }) => (tags.length === 0 ? '-' : <Tags tags={tags} />),
      width: 220,
    },
  ];
  return isNarrow ? columns.slice(0, 1) : columns;
}

function Tags({ tags }: Pick<FoundResource, 'tags'>) {
  return (
    <SpaceBetween size="xxs">
      {tags.map(({ Key, Value }) => (
        <Badge key={Key}>
          <span className="utsuwa-breakable">
            {Key} = {Value}
          </span>
        </Badge>
      ))}
    </SpaceBetween>
  );
}

/** Where a resource's own page is, for those that have one. */
function pageOf({ type, name, arn }: FoundResource): string | undefined {
  switch (type) {
    case 'iam:role':
      return paths.role(name);
    case 'iam:user':
      return paths.user(name);
    case 'iam:policy':
      return paths.policy(arn);
    case 'iam:instance-profile':
      return paths.instanceProfile(name);
    case 'ec2:instance':
      return paths.instance(name);
    case 's3:bucket':
      return paths.bucket(name);
    case 'lambda:function':
      return paths.function(name);
    default:
      return undefined;
  }
}
