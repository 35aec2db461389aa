import { defineTexts } from '../../language/language.tsx';
import { paths } from '../../parts/paths.ts';
import type { PolicyEntity } from './policy-entities.ts';

/** What kinds of entities are called. */
export const ENTITY_TEXTS = defineTexts<Readonly<Record<PolicyEntity['kind'], string>>>({
  en: { user: 'User', group: 'Group', role: 'Role' },
  ja: { user: 'ユーザー', group: 'グループ', role: 'ロール' },
});

/** Where an entity's page is. */
export function pathOfEntity({ kind, name }: Pick<PolicyEntity, 'kind' | 'name'>): string {
  return paths[kind](name);
}
