import { I18nProvider } from '@cloudscape-design/components/i18n';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { remembered, remember } from './remembered.ts';

/** The languages that the console speaks. */
export type Language = 'en' | 'ja';

/**
 * Texts in every language, by the same names: `defineTexts({ en: { title: 'Roles' }, ja: { title: 'ロール' } })`. A text that
 * holds values is a function of them. A language that lacks a name does not compile.
 */
export type Texts<T> = Readonly<Record<Language, T>>;

/** Declares texts; what Japanese holds is held to what English holds. */
export function defineTexts<T>(texts: { readonly en: T; readonly ja: NoInfer<T> }): Texts<T> {
  return texts;
}

interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice | undefined>(undefined);

type CloudscapeMessages = Parameters<typeof I18nProvider>[0]['messages'][number];

/** Cloudscape's own texts, of one language at a time. */
const CLOUDSCAPE: Readonly<Record<Language, () => Promise<{ default: CloudscapeMessages }>>> = {
  en: () => import('@cloudscape-design/components/i18n/messages/all.en'),
  ja: () => import('@cloudscape-design/components/i18n/messages/all.ja'),
};

/** Gives everything below it a language: the one chosen before, otherwise the browser's. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => remembered('language', isLanguage) ?? ofBrowser());
  const [messages, setMessages] = useState<CloudscapeMessages>();
  useEffect(() => {
    document.documentElement.lang = language;
    let isCurrent = true;
    void CLOUDSCAPE[language]().then(
      ({ default: loaded }) => isCurrent && setMessages(loaded),
      // Without its own texts Cloudscape is there all the same: better than no page.
      () => isCurrent && setMessages((current) => current ?? {}),
    );
    return () => {
      isCurrent = false;
    };
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      choose: (chosen: Language) => {
        remember('language', chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  if (messages === undefined) return null;
  return (
    <LanguageContext value={choice}>
      <I18nProvider locale={language} messages={[messages]}>
        {children}
      </I18nProvider>
    </LanguageContext>
  );
}

/** The language, and how to choose another. */
export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (choice === undefined) throw new Error('outside of LanguageProvider');
  return choice;
}

/** Texts in the person's language. */
export function useTexts<T>(texts: Texts<T>): T {
  return texts[useLanguage().language];
}

function ofBrowser(): Language {
  return navigator.languages.find((tag) => isLanguage(tag.slice(0, 2)))?.startsWith('ja') ? 'ja' : 'en';
}

function isLanguage(value: string): value is Language {
  return value === 'en' || value === 'ja';
}
