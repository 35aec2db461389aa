import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTexts } from '../../language/language.tsx';
import type { FurtherPolicies } from './simulate.ts';
import { SimulatedPolicy } from './simulated-policy.tsx';
import { SIMULATOR_TEXTS } from './simulator-texts.ts';

interface FurtherPoliciesFieldsProps {
  readonly policies: FurtherPolicies;
  readonly onChange: (policies: FurtherPolicies) => void;
}

/** Policies that a principal does not have: in addition, as its boundary, or of the resource. */
export function FurtherPoliciesFields({ policies, onChange }: FurtherPoliciesFieldsProps) {
  const texts = useTexts(SIMULATOR_TEXTS);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <ExpandableSection
      headerText={texts.further}
      expanded={isOpen}
      onChange={({ detail }) => setIsOpen(detail.expanded)}
    >
      {isOpen ? (
        <SpaceBetween size="m">
          {(['additional', 'boundary', 'resourcePolicy'] as const).map((kind) => (
            <PolicyField
              key={kind}
              label={texts[kind]}
              value={policies[kind]}
              onChange={(document) => onChange({ ...policies, [kind]: document })}
            />
          ))}
        </SpaceBetween>
      ) : null}
    </ExpandableSection>
  );
}

interface PolicyFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (document: string) => void;
}

/** The editor holds what is typed; to set it from here could undo what was typed meanwhile. */
function PolicyField({ label, value, onChange }: PolicyFieldProps) {
  const [first] = useState(value);
  return <SimulatedPolicy label={label} first={first} text={value} onChange={onChange} height={140} />;
}
