import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useNavigate } from 'react-router';
import { useTexts } from '../../../language/language.tsx';
import { paths } from '../../../parts/paths.ts';
import type { RoleOfInstance } from './role-of-instance.ts';
import { ROLE_TEXTS } from './role-texts.ts';

interface RoleAlertProps {
  readonly state: RoleOfInstance;
  /** Whether it is of a profile that is being chosen, and not of one that an instance has. */
  readonly isChoice?: boolean | undefined;
}

/** Says what keeps an instance from its role, and leads to where it is mended; nothing when all is well. */
export function RoleAlert({ state, isChoice }: RoleAlertProps) {
  const texts = useTexts(ROLE_TEXTS);
  const navigate = useNavigate();
  if (state.kind === 'none' || state.kind === 'unknown' || state.kind === 'well') return null;
  if (state.kind === 'untrusted') {
    const name = state.role.RoleName ?? '';
    return (
      <Alert
        type="warning"
        header={texts.untrusted}
        action={
          <Button formAction="none" onClick={() => void navigate(paths.role(name))}>
            {name}
          </Button>
        }
      >
        {texts.untrustedText(name)}
      </Alert>
    );
  }
  const { profileName, kind } = state;
  const isThere = kind === 'empty';
  return (
    <Alert
      type="warning"
      header={texts[kind]}
      action={
        isThere ? (
          <Button formAction="none" onClick={() => void navigate(paths.instanceProfile(profileName))}>
            {profileName}
          </Button>
        ) : undefined
      }
    >
      {!isThere
        ? texts.missingText(profileName)
        : isChoice === true
          ? texts.emptyChoiceText(profileName)
          : texts.emptyText(profileName)}
    </Alert>
  );
}
