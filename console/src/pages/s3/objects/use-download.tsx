import { useSession } from '../../../session/session.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { CopyText } from '../../../parts/copy-text.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { bucketClient } from '../bucket-client.ts';
import { fetchObject, MOST_TO_DOWNLOAD, saveAs, type ObjectPlace } from './download.ts';

const TEXTS = defineTexts({
  en: {
    busy: (name: string) => `Downloading ${name}`,
    done: (name: string) => `${name} downloaded`,
    large: 'This object is too large for the browser. Fetch it by the AWS CLI:',
  },
  ja: {
    busy: (name: string) => `${name} をダウンロードしています`,
    done: (name: string) => `${name} をダウンロードしました`,
    large: 'このオブジェクトはブラウザーには大きすぎます。AWS CLI で取得してください:',
  },
});

interface Downloadable {
  readonly key: string;
  readonly versionId?: string | undefined;
  /** bytes */
  readonly size?: number | undefined;
}

/** Fetches objects of a bucket and saves them; AWS's refusal is told as it is. */
export function useDownload(bucket: string): {
  readonly isPending: boolean;
  readonly start: (object: Downloadable) => void;
} {
  const texts = useTexts(TEXTS);
  const { connection } = useSession();
  const { notify, notifyError } = useNotifications();
  const download = useAwsChange<ObjectPlace>({
    change: async (connection, place) => {
      const name = nameOf(place.key);
      const id = `download ${place.key}`;
      notify({ type: 'in-progress', text: texts.busy(name), id });
      try {
        saveAs(await fetchObject(await bucketClient(connection, bucket), place), name);
        notify({ type: 'success', text: texts.done(name), id });
      } catch (error) {
        notifyError(error, id);
      }
    },
  });
  return {
    isPending: download.isPending,
    start: ({ key, versionId, size = 0 }) => {
      if (size <= MOST_TO_DOWNLOAD) return download.mutate({ bucket, key, versionId });
      const command = `aws s3api get-object --endpoint-url ${window.location.origin} --region ${connection.region} --bucket ${quoted(bucket)} --key ${quoted(key)}${
        versionId === undefined ? '' : ` --version-id ${quoted(versionId)}`
      } ${quoted(nameOf(key))}`;
      notify({
        type: 'info',
        text: (
          <>
            {texts.large} <CopyText text={command} />
          </>
        ),
      });
    },
  };
}

function nameOf(key: string): string {
  return key.split('/').findLast((part) => part !== '') ?? 'object';
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
