import { useLanguage } from '../language/language.tsx';

/** A moment, in the person's language and time zone, with the exact one at hand. */
export function Time({ at }: { readonly at: Date | undefined }) {
  const { language } = useLanguage();
  if (at === undefined) return <>-</>;
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()}>
      {new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(at)}
    </time>
  );
}
