import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { PolicyText } from '../../parts/policy-text.tsx';
import { TextDifference } from '../../parts/text-difference.tsx';
import { usePolicyDocument } from './use-policy.ts';

const TEXTS = defineTexts({
  en: {
    one: (id: string) => `Version ${id}`,
    two: (before: string, after: string) => `From ${before} to ${after}`,
    legend: 'Lines with a minus are only in the older version, lines with a plus only in the newer one.',
    same: 'The two versions say the same.',
  },
  ja: {
    one: (id: string) => `バージョン ${id}`,
    two: (before: string, after: string) => `${before} から ${after} への変更`,
    legend: '「-」の行は古いバージョンだけに、「+」の行は新しいバージョンだけにあります。',
    same: '2 つのバージョンの内容は同じです。',
  },
});

interface ShownVersionsProps {
  readonly arn: string;
  /** One to read, two to compare; nothing is shown of more. */
  readonly versionIds: readonly string[];
}

/** What a version says, or what changed between two. */
export function ShownVersions({ arn, versionIds }: ShownVersionsProps) {
  const texts = useTexts(TEXTS);
  const [older, newer] = [...versionIds].sort((a, b) => numberOf(a) - numberOf(b));
  const before = usePolicyDocument(arn, older);
  const after = usePolicyDocument(arn, newer);
  if (older === undefined || versionIds.length > 2) return null;
  const failed = [before, after].find(({ isError }) => isError);
  if (failed !== undefined) {
    return <ErrorAlert error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (before.data === undefined || (newer !== undefined && after.data === undefined)) return <Spinner />;
  const title = newer === undefined ? texts.one(older) : texts.two(older, newer);
  const isSame = before.data === after.data;
  return (
    <Container
      header={
        <Header variant="h2" description={newer === undefined ? '' : isSame ? texts.same : texts.legend}>
          {title}
        </Header>
      }
    >
      {after.data === undefined || newer === undefined ? (
        <PolicyText label={title} text={before.data} />
      ) : (
        <TextDifference label={title} before={before.data} after={after.data} />
      )}
    </Container>
  );
}

function numberOf(versionId: string): number {
  return Number(versionId.replace(/^v/, ''));
}
