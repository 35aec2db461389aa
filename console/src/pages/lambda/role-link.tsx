import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';

/** The role with whose credentials a function runs, by its name. */
export function RoleLink({ arn }: { readonly arn: string }) {
  const name = arn.split('/').at(-1) ?? '';
  if (name === '') return '-';
  return (
    <span className="utsuwa-breakable">
      <PageLink to={paths.role(name)}>{name}</PageLink>
    </span>
  );
}
