import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { askServer } from '../../../aws/ask-server.ts';
import { useLanguage, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';
import { DraftEditor } from './draft-editor.tsx';
import { draftOfPolicy, firstDrafts, policiesToChoose, proposalOf, type Draft } from './draft.ts';
import { EXPLANATION_TEXTS } from './explanation-texts.ts';
import { nameOfPolicy } from './policy-view.tsx';
import { PreviewResult } from './preview-result.tsx';
import { sentenceIn } from './sentences.ts';
import type { ToldPreview, ToldRequest } from '../../../../../src/kernel/told-request.ts';

interface TryPoliciesProps {
  readonly told: ToldRequest;
  /** By which it is asked about. */
  readonly id: string;
}

/** What would allow the request, to be changed and tried; of an allowed one, what other policies would have done. */
export function TryPolicies({ told, id }: TryPoliciesProps) {
  const texts = useTexts(EXPLANATION_TEXTS);
  const proposed = useMemo(() => firstDrafts(told), [told]);
  // What nobody has touched follows what is told; the rest stays as it was typed.
  const [held, setHeld] = useState<readonly Draft[]>([]);
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const drafts = [
    ...proposed
      .filter(({ key }) => !removed.includes(key))
      .map((draft) => held.find(({ key }) => key === draft.key) ?? draft),
    ...held.filter(({ key }) => !proposed.some((draft) => draft.key === key)),
  ];
  const preview = useAwsChange({
    change: (connection) =>
      askServer<ToldPreview>(connection, `activity/${encodeURIComponent(id)}/preview`, {
        body: { policies: drafts.map(proposalOf) },
      }),
  });
  const refused = told.evaluations.filter(({ decision }) => decision !== 'allowed');
  const { language } = useLanguage();
  const said = refused.flatMap(({ wishes }) => wishes.map((wish) => sentenceIn(language, wish)));
  const wishes = [...new Set(said)];
  const release = (key: string) => setHeld((current) => current.filter((draft) => draft.key !== key));
  const remove = (key: string) => {
    preview.reset();
    release(key);
    setRemoved((current) => [...current, key]);
  };
  const change = (draft: Draft, document: string) => {
    if (draft.document === document) return;
    preview.reset();
    setHeld((current) => [...current.filter(({ key }) => key !== draft.key), { ...draft, document }]);
  };
  return (
    <Container
      header={
        <Header variant="h2" description={refused.length === 0 ? texts.tryHint : undefined}>
          {refused.length === 0 ? texts.tryTitle : texts.whatNow}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {wishes.length === 0 ? null : (
          <div>
            <Box variant="awsui-key-label">{texts.wishes}</Box>
            <ul>
              {wishes.map((wish) => (
                <li key={wish} className="utsuwa-breakable">
                  {wish}
                </li>
              ))}
            </ul>
          </div>
        )}
        {refused.some(({ edits }) => edits === undefined) ? (
          <Alert type="info">{texts.noChange}</Alert>
        ) : null}
        {drafts.filter(({ isProposed }) => isProposed).length > 1 ? <Box>{texts.all}</Box> : null}
        {drafts.map((draft) => (
          <DraftEditor
            key={draft.key}
            told={told}
            draft={draft}
            onChange={(document) => change(draft, document)}
            onRemove={() => remove(draft.key)}
            onAdopted={() => release(draft.key)}
          />
        ))}
        <ChoosePolicy told={told} drafts={drafts} onChoose={(draft) => setHeld([...held, draft])} />
        <SpaceBetween size="s" direction="horizontal" alignItems="center">
          <Button
            variant="primary"
            disabled={drafts.length === 0}
            loading={preview.isPending}
            onClick={() => preview.mutate()}
          >
            {texts.preview}
          </Button>
          <Box color="text-body-secondary">{texts.previewHint}</Box>
        </SpaceBetween>
        {preview.isError ? <ErrorAlert error={preview.error} /> : null}
        {preview.data === undefined ? null : <PreviewResult preview={preview.data} />}
      </SpaceBetween>
    </Container>
  );
}

interface ChoosePolicyProps {
  readonly told: ToldRequest;
  readonly drafts: readonly Draft[];
  readonly onChoose: (draft: Draft) => void;
}

/** Any of the policies that had a say, to be changed too. */
function ChoosePolicy({ told, drafts, onChoose }: ChoosePolicyProps) {
  const texts = useTexts(EXPLANATION_TEXTS);
  const policies = policiesToChoose(told, drafts);
  if (policies.length === 0) return null;
  return (
    <Select
      placeholder={texts.choose}
      ariaLabel={texts.choose}
      selectedOption={null}
      expandToViewport
      options={policies.map((policy) => ({
        value: String(policy.place),
        label: nameOfPolicy(policy, texts),
        description: [texts.type(policy.type), policy.source]
          .filter((said) => said !== undefined)
          .join(' · '),
      }))}
      onChange={({ detail }) => {
        const chosen = policies.find(({ place }) => String(place) === detail.selectedOption.value);
        if (chosen !== undefined) onChoose(draftOfPolicy(chosen, told));
      }}
    />
  );
}
