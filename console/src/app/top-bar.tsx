import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { defineTexts, useLanguage, useTexts, type Language } from '../language/language.tsx';
import { addressOf } from '../parts/addresses.ts';
import { AFTER_SAVING } from '../parts/unsaved/after-saving.ts';
import { useUnsavedWork } from '../parts/unsaved/unsaved-context.ts';
import { nameOfCaller } from '../session/name-of-caller.ts';
import { REGIONS } from '../session/regions.ts';
import { useSessionControl } from '../session/session.tsx';
import { SwitchRole } from '../session/switch-role.tsx';
import { placeInAnotherRegion } from './list-of.ts';
import type { Theme } from './theme.ts';

const TEXTS = defineTexts({
  en: {
    region: 'Region',
    account: 'Account',
    signedInAs: (arn: string) => `Signed in as ${arn}`,
    switchRole: 'Switch role',
    switchBack: 'Switch back',
    signOut: 'Sign out',
    settings: 'Settings',
    language: 'Language',
    theme: 'Theme',
    light: 'Light',
    dark: 'Dark',
    more: 'More',
  },
  ja: {
    region: 'リージョン',
    account: 'アカウント',
    signedInAs: (arn: string) => `${arn} としてサインイン中`,
    switchRole: 'ロールの切り替え',
    switchBack: '元に戻す',
    signOut: 'サインアウト',
    settings: '設定',
    language: '言語',
    theme: 'テーマ',
    light: 'ライト',
    dark: 'ダーク',
    more: 'その他',
  },
});

interface TopBarProps {
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
}

/** Account, region and caller, always in sight; language and theme. */
export function TopBar({ theme, onTheme }: TopBarProps) {
  const texts = useTexts(TEXTS);
  const { language, choose } = useLanguage();
  const { session, signOut, switchBack, changeRegion } = useSessionControl();
  const { leave } = useUnsavedWork();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const [isSwitching, setIsSwitching] = useState(false);
  const goToRegion = async (region: string) => {
    // What lies in one Region is not in another.
    const place = placeInAnotherRegion(pathname);
    if (place !== undefined) await navigate(place, AFTER_SAVING);
    changeRegion(region);
  };
  const settings: TopNavigationProps.MenuDropdownUtility = {
    type: 'menu-dropdown',
    iconName: 'settings',
    ariaLabel: texts.settings,
    title: texts.settings,
    items: [
      {
        id: 'language',
        text: texts.language,
        items: [
          { id: 'language:en', text: 'English', disabled: language === 'en' },
          { id: 'language:ja', text: '日本語', disabled: language === 'ja' },
        ],
      },
      {
        id: 'theme',
        text: texts.theme,
        items: [
          { id: 'theme:light', text: texts.light, disabled: theme === 'light' },
          { id: 'theme:dark', text: texts.dark, disabled: theme === 'dark' },
        ],
      },
    ],
    onItemClick: ({ detail: { id } }) => {
      const [what, value] = id.split(':');
      if (what === 'language') choose(value as Language);
      if (what === 'theme') onTheme(value as Theme);
    },
  };
  return (
    <>
      <TopNavigation
        i18nStrings={{ overflowMenuTriggerText: texts.more }}
        identity={{
          href: addressOf('/'),
          title: 'Utsuwa',
          logo: { src: addressOf('/vessel.svg'), alt: '' },
        }}
        utilities={
          session === undefined
            ? [settings]
            : [
                {
                  type: 'menu-dropdown',
                  text: session.connection.region,
                  ariaLabel: `${texts.region}: ${session.connection.region}`,
                  title: texts.region,
                  items: REGIONS.map((id) => ({
                    id,
                    text: id,
                    disabled: id === session.connection.region,
                  })),
                  onItemClick: ({ detail }) => leave(() => void goToRegion(detail.id)),
                },
                settings,
                {
                  type: 'menu-dropdown',
                  text: `${nameOfCaller(session.caller.arn)} @ ${session.caller.accountId}`,
                  description: `${texts.account} ${session.caller.accountId}`,
                  iconName: 'user-profile',
                  ariaLabel: texts.signedInAs(session.caller.arn),
                  title: nameOfCaller(session.caller.arn),
                  items: [
                    { id: 'switch', text: texts.switchRole },
                    ...(session.before === undefined ? [] : [{ id: 'back', text: texts.switchBack }]),
                    { id: 'out', text: texts.signOut },
                  ],
                  onItemClick: ({ detail: { id } }) => {
                    if (id === 'switch') leave(() => setIsSwitching(true));
                    if (id === 'back') leave(switchBack);
                    if (id === 'out') leave(signOut);
                  },
                },
              ]
        }
      />
      {isSwitching ? <SwitchRole onClose={() => setIsSwitching(false)} /> : null}
    </>
  );
}
