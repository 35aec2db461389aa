import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { CopyText } from '../../../parts/copy-text.tsx';
import { JsonEditor } from '../../../parts/json-editor.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { TextDifference } from '../../../parts/text-difference.tsx';
import { AdoptDraft } from './adopt-draft.tsx';
import { adoptionOf } from './adoption.ts';
import type { Draft } from './draft.ts';
import { EXPLANATION_TEXTS, type ExplanationTexts } from './explanation-texts.ts';
import { nameOfPolicy } from './policy-view.tsx';
import type { ToldRequest } from '../../../../../src/kernel/told-request.ts';

const TEXTS = defineTexts({
  en: {
    changes: 'What changes',
    changesOf: (title: string) => `What changes: ${title}`,
  },
  ja: {
    changes: '変更点',
    changesOf: (title: string) => `変更点: ${title}`,
  },
});

/** Of a line in the editor, px; one more is left for what is typed next. */
const LINE_HEIGHT = 22;

interface DraftEditorProps {
  readonly told: ToldRequest;
  readonly draft: Draft;
  readonly onChange: (document: string) => void;
  readonly onRemove: () => void;
  /** Told when it was saved. */
  readonly onAdopted: () => void;
}

/** One policy's proposed document, with the way to where it would be done. */
export function DraftEditor({ told, draft, onChange, onRemove, onAdopted }: DraftEditorProps) {
  const texts = useTexts(EXPLANATION_TEXTS);
  const own = useTexts(TEXTS);
  const title = titleOf(draft, texts);
  const { policy, page, command } = draft;
  const adoption = adoptionOf(draft, told.caller);
  const { document, base } = draft;
  // It does not grow and shrink under who types.
  const [lines] = useState(() => document.split('\n').length);
  return (
    <SpaceBetween size="xs">
      <Header
        variant="h3"
        description={policy?.arn?.startsWith('arn:aws:iam::aws:') === true ? texts.awsOwn : undefined}
        actions={
          <SpaceBetween size="xs" direction="horizontal" alignItems="center">
            {page === undefined ? null : (
              <PageLink to={page}>{policy === undefined ? texts.goToOwner : texts.goThere}</PageLink>
            )}
            {adoption === undefined ? null : (
              <AdoptDraft
                adoption={adoption}
                document={document}
                base={base}
                suggestedName={nameFor(told, draft)}
                onAdopted={onAdopted}
              />
            )}
            <Button iconName="remove" variant="icon" ariaLabel={texts.remove(title)} onClick={onRemove} />
          </SpaceBetween>
        }
      >
        <span className="utsuwa-breakable">{title}</span>
      </Header>
      <JsonEditor
        label={texts.editor(title)}
        value={document}
        onChange={onChange}
        height={Math.min(Math.max((lines + 1) * LINE_HEIGHT, 120), 480)}
      />
      {base === undefined || base === document ? null : (
        <ExpandableSection headerText={own.changes} defaultExpanded>
          <TextDifference label={own.changesOf(title)} before={base} after={document} />
        </ExpandableSection>
      )}
      {command === undefined ? null : (
        <ExpandableSection headerText={texts.command}>
          <Box variant="code">
            <CopyText text={command} />
          </Box>
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

function titleOf({ policy, type }: Draft, texts: ExplanationTexts): string {
  return policy === undefined
    ? texts.addPolicy(texts.type(type))
    : texts.changePolicy(nameOfPolicy(policy, texts));
}

/** `Allow-s3-GetObject`: a name that says what a further policy is for. */
function nameFor({ evaluations }: ToldRequest, { evaluation = 0 }: Draft): string {
  return `Allow-${(evaluations[evaluation]?.action ?? 'request').replace(':', '-')}`;
}
