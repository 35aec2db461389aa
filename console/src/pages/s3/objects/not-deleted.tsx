import Alert from '@cloudscape-design/components/alert';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import type { NotDeleted } from '../buckets/empty-bucket.ts';

const TEXTS = defineTexts({
  en: {
    title: (count: number) =>
      count === 1 ? '1 object was not deleted' : `${count} objects were not deleted`,
    more: (count: number) => `and ${count} more`,
  },
  ja: {
    title: (count: number) => `${count} 個のオブジェクトを削除できませんでした`,
    more: (count: number) => `ほか ${count} 個`,
  },
});

/** How many are named; AWS's words are mostly the same for all of them. */
const NAMED = 5;

/** Which objects S3 refused to delete, each in AWS's words. */
export function NotDeletedAlert({ failed }: { readonly failed: readonly NotDeleted[] }) {
  const texts = useTexts(TEXTS);
  if (failed.length === 0) return null;
  return (
    <Alert type="error" header={texts.title(failed.length)}>
      {failed.slice(0, NAMED).map(({ key, code, message }) => (
        <div key={key} className="utsuwa-breakable">
          <strong>{key}</strong>: {code}: {message}
        </div>
      ))}
      {failed.length > NAMED ? texts.more(failed.length - NAMED) : null}
    </Alert>
  );
}
