import { defineTexts, useTexts } from '../language/language.tsx';
import type { TrustedEntity } from './trust.ts';

/** What AWS's console says of each kind of whom a role trusts. */
export const TRUSTED_ENTITY_TEXTS = defineTexts<Readonly<Record<TrustedEntity['kind'] | 'none', string>>>({
  en: {
    service: 'AWS service',
    account: 'Account',
    principal: 'Principal',
    provider: 'Identity provider',
    canonical: 'Canonical user',
    anyone: 'Anyone',
    none: 'Nobody',
  },
  ja: {
    service: 'AWS のサービス',
    account: 'アカウント',
    principal: 'プリンシパル',
    provider: 'ID プロバイダー',
    canonical: '正規ユーザー',
    anyone: 'すべてのプリンシパル',
    none: 'なし',
  },
});

/** Whom a role trusts, in one line of text: to show, to search and to sort by. */
export function trustedEntityText(
  texts: Readonly<Record<TrustedEntity['kind'] | 'none', string>>,
  entities: readonly TrustedEntity[],
): string {
  if (entities.length === 0) return texts.none;
  return entities
    .map(({ kind, name }) => (kind === 'anyone' ? texts.anyone : `${texts[kind]}: ${name}`))
    .join(', ');
}

/** Whom a role trusts, in words. */
export function TrustedEntities({ entities }: { readonly entities: readonly TrustedEntity[] }) {
  const texts = useTexts(TRUSTED_ENTITY_TEXTS);
  return <span className="utsuwa-breakable">{trustedEntityText(texts, entities)}</span>;
}
