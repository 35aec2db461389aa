import Alert from '@cloudscape-design/components/alert';
import { defineTexts, useTexts } from '../../language/language.tsx';
import type { Failure } from './apply-changes.ts';

const TEXTS = defineTexts({
  en: {
    title: (count: number) =>
      count === 1 ? '1 resource was not changed' : `${count} resources were not changed`,
  },
  ja: { title: (count: number) => `${count} 件のリソースは変更されませんでした` },
});

/** What single resources were refused, each in its service's words. */
export function FailuresAlert({ failures }: { readonly failures: readonly Failure[] }) {
  const texts = useTexts(TEXTS);
  if (failures.length === 0) return null;
  return (
    <Alert type="error" header={texts.title(new Set(failures.map(({ arn }) => arn)).size)}>
      <ul className="utsuwa-breakable">
        {failures.map(({ arn, code, message }) => (
          <li key={`${arn} ${message}`}>
            {arn}: {code}: {message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
