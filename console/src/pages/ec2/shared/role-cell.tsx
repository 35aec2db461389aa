import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTexts } from '../../../language/language.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import type { RoleOfInstance } from './role-of-instance.ts';
import { ROLE_TEXTS } from './role-texts.ts';

/** An instance's role where there is little room; what is wrong with it stands out. */
export function RoleCell({ state }: { readonly state: RoleOfInstance }) {
  const texts = useTexts(ROLE_TEXTS);
  switch (state.kind) {
    case 'none':
    case 'unknown':
      return '-';
    case 'missing':
    case 'empty':
      return <StatusIndicator type="error">{texts[state.kind]}</StatusIndicator>;
    case 'well':
      return <PageLink to={paths.role(state.role.RoleName ?? '')}>{state.role.RoleName}</PageLink>;
    case 'untrusted':
      return (
        <SpaceBetween size="xxs">
          <PageLink to={paths.role(state.role.RoleName ?? '')}>{state.role.RoleName}</PageLink>
          <StatusIndicator type="warning">{texts.untrusted}</StatusIndicator>
        </SpaceBetween>
      );
  }
}
