import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { defineTexts, useTexts } from '../../language/language.tsx';
import type { ResourceChange } from './tags-plan.ts';

const TEXTS = defineTexts({
  en: {
    title: 'What changes',
    nothing: 'Nothing changes yet.',
    more: (count: number) => `and ${count} more`,
  },
  ja: {
    title: '変更内容',
    nothing: '変更はまだありません。',
    more: (count: number) => `ほか ${count} 件`,
  },
});

const MOST = 50;

/** What would change, resource by resource: a plus is set, a minus taken away. */
export function ChangesPreview({ changes }: { readonly changes: readonly ResourceChange[] }) {
  const texts = useTexts(TEXTS);
  if (changes.length === 0) return <Box color="text-body-secondary">{texts.nothing}</Box>;
  return (
    <ExpandableSection defaultExpanded headerText={`${texts.title} (${changes.length})`}>
      <ul className="utsuwa-breakable" aria-label={texts.title}>
        {changes.slice(0, MOST).map(({ resource, put, remove }) => (
          <li key={resource.arn}>
            <Box fontSize="body-s">
              {resource.type} {resource.name}:{' '}
              {[
                ...Object.entries(put).map(([key, value]) => `+ ${key} = ${value}`),
                ...remove.map((key) => `− ${key}`),
              ].join(', ')}
            </Box>
          </li>
        ))}
      </ul>
      {changes.length > MOST ? texts.more(changes.length - MOST) : null}
    </ExpandableSection>
  );
}
