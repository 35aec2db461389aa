import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { formatBytes } from '../../../parts/bytes.ts';
import { Loaded } from '../../../parts/loaded.tsx';
import { PolicyText } from '../../../parts/policy-text.tsx';
import { useBucketQuery } from '../use-bucket.ts';
import { fetchObject, type ObjectPlace } from './download.ts';

const TEXTS = defineTexts({
  en: { title: 'Preview', part: (size: string) => `The first ${size} are shown.` },
  ja: { title: 'プレビュー', part: (size: string) => `先頭の ${size} を表示しています。` },
});

/** Of a text so much is shown, of a picture at most so much fetched, bytes. */
const MOST_TEXT = 64 * 1024;
const MOST_IMAGE = 16 * 1024 ** 2;

const TEXT = /^(text\/|application\/(json|xml|yaml|x-yaml|javascript|x-sh|toml|sql))|\+(json|xml)$/;
const TEXT_NAME = /\.(txt|md|csv|tsv|log|json|ya?ml|xml|html?|css|m?[jt]sx?|py|sh|sql|toml|ini|conf|tf)$/i;
const IMAGE = /^image\/(png|jpeg|gif|webp|avif|bmp|svg\+xml)$/;

interface ObjectPreviewProps {
  readonly place: ObjectPlace;
  readonly contentType: string;
  /** bytes */
  readonly size: number;
  /** Changes with the object. */
  readonly etag: string;
}

type Preview =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly source: string };

/** A look into an object: text as text, pictures in a frame that runs no script of theirs; others are downloaded. */
export function ObjectPreview({ place, contentType, size, etag }: ObjectPreviewProps) {
  const texts = useTexts(TEXTS);
  const type = contentType.split(';')[0] ?? '';
  const isImage = IMAGE.test(type) && size <= MOST_IMAGE;
  const isText = !isImage && (TEXT.test(type) || TEXT_NAME.test(place.key));
  const preview = useBucketQuery(
    place.bucket,
    ['objects', 'preview', place.key, place.versionId ?? '', etag],
    async (client): Promise<Preview> => {
      if (isImage) {
        const image = await fetchObject(client, place);
        return { kind: 'image', source: await dataAddress(image.slice(0, image.size, type)) };
      }
      const range = size > MOST_TEXT ? `bytes=0-${MOST_TEXT - 1}` : undefined;
      return { kind: 'text', text: await (await fetchObject(client, place, range)).text() };
    },
    (isImage || isText) && size > 0,
  );
  if ((!isImage && !isText) || size === 0) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={isText && size > MOST_TEXT ? texts.part(formatBytes(MOST_TEXT)) : undefined}
        >
          {texts.title}
        </Header>
      }
    >
      <Loaded query={preview}>
        {(shown) =>
          shown.kind === 'text' ? (
            <PolicyText text={shown.text} label={texts.title} />
          ) : (
            <img className="utsuwa-preview" src={shown.source} alt={place.key} />
          )
        }
      </Loaded>
    </Container>
  );
}

/** A picture as an address that holds it: nothing has to be given back later. */
function dataAddress(image: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () =>
      reject(reader.error ?? new Error('the picture could not be read')),
    );
    reader.readAsDataURL(image);
  });
}
