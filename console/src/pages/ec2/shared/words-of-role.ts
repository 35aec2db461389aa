import type { RoleOfInstance } from './role-of-instance.ts';
import type { ROLE_TEXTS } from './role-texts.ts';

/** What {@link RoleCell} shows, as the text by which a listing is sorted and searched. */
export function wordsOfRole(state: RoleOfInstance, texts: (typeof ROLE_TEXTS)['en']): string | undefined {
  switch (state.kind) {
    case 'none':
    case 'unknown':
      return undefined;
    case 'missing':
    case 'empty':
      return texts[state.kind];
    case 'well':
      return state.role.RoleName;
    case 'untrusted':
      return `${state.role.RoleName}, ${texts.untrusted}`;
  }
}
