import Autosuggest from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useMemo, useRef, useState } from 'react';
import { useTexts } from '../../language/language.tsx';
import { isAction } from './questions.ts';
import { useActionCheck, useActionSuggestions } from './service-reference.ts';
import { SIMULATOR_TEXTS } from './simulator-texts.ts';

/** How many are offered at once; typing on narrows them. */
const MOST_OFFERED = 200;

/** What was not taken, and what may have been meant. */
interface Refused {
  readonly text: string;
  readonly meant: readonly string[];
}

interface ActionsFieldProps {
  readonly actions: readonly string[];
  readonly onChange: (actions: readonly string[]) => void;
}

/** The actions that are asked about: typed, with AWS's own names suggested. */
export function ActionsField({ actions, onChange }: ActionsFieldProps) {
  const texts = useTexts(SIMULATOR_TEXTS);
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<Refused>();
  const check = useActionCheck();
  const suggestions = useActionSuggestions(text);
  const options = useMemo(() => {
    const typed = text.toLowerCase();
    return suggestions
      .filter((suggestion) => suggestion.toLowerCase().includes(typed))
      .slice(0, MOST_OFFERED)
      .map((value) => ({ value }));
  }, [suggestions, text]);
  // Enter selects what is highlighted; where nothing is, it means what was typed. Both are told of the same key.
  const wasSelected = useRef(false);
  const add = async (action: string) => {
    const wanted = action.trim();
    // A service by itself is only the way to its actions.
    if (wanted.endsWith(':')) return setText(wanted);
    if (!isAction(wanted))
      return setRefused(wanted === '' ? undefined : { text: texts.badAction, meant: [] });
    const { isMissing, name, meant } = await check(wanted);
    if (isMissing) return setRefused({ text: texts.noSuchAction(wanted), meant });
    if (!actions.includes(name)) onChange([...actions, name]);
    setRefused(undefined);
    setText('');
  };
  return (
    <FormField label={texts.actions} description={texts.actionsHint} errorText={refused?.text} stretch>
      <SpaceBetween size="xs">
        <Autosuggest
          value={text}
          onChange={({ detail }) => {
            wasSelected.current = false;
            setRefused(undefined);
            setText(detail.value);
          }}
          onSelect={({ detail }) => {
            wasSelected.current = true;
            void add(detail.value);
          }}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter') setTimeout(() => void (wasSelected.current || add(text)));
          }}
          options={options}
          filteringType="manual"
          placeholder={texts.addAction}
          enteredTextLabel={texts.useAction}
          virtualScroll
        />
        {refused === undefined || refused.meant.length === 0 ? null : (
          <SpaceBetween direction="horizontal" size="xs">
            <span>{texts.didYouMean}</span>
            {refused.meant.map((action) => (
              <Button key={action} variant="inline-link" formAction="none" onClick={() => void add(action)}>
                {action}
              </Button>
            ))}
          </SpaceBetween>
        )}
        <TokenGroup
          items={actions.map((action) => ({ label: action, dismissLabel: texts.removeAction(action) }))}
          onDismiss={({ detail }) => onChange(actions.filter((_, place) => place !== detail.itemIndex))}
        />
      </SpaceBetween>
    </FormField>
  );
}
