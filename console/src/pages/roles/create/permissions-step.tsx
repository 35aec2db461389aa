import Checkbox from '@cloudscape-design/components/checkbox';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ManagedPolicyPicker } from '../../../parts/permissions/managed-policy-picker.tsx';
import type { DraftProps } from './entity-step.tsx';

const TEXTS = defineTexts({
  en: {
    boundary: 'Set permissions boundary - optional',
    use: 'Use a permissions boundary',
    useText: 'The most that the role may do, whatever its policies allow.',
    policies: 'Permissions boundary',
  },
  ja: {
    boundary: '許可の境界を設定 - オプション',
    use: '許可の境界を使用する',
    useText: 'ポリシーが何を許可していても、ロールは許可の境界を超えられません。',
    policies: '許可の境界',
  },
});

/** Second: what the role may do. */
export function PermissionsStep({ draft, onChange }: Omit<DraftProps, 'missing'>) {
  const texts = useTexts(TEXTS);
  return (
    <SpaceBetween size="l">
      <ManagedPolicyPicker
        type="multi"
        chosen={draft.policies}
        onChoose={(policies) => onChange({ policies })}
      />
      <ExpandableSection variant="container" headerText={texts.boundary} defaultExpanded={draft.hasBoundary}>
        <SpaceBetween size="m">
          <Checkbox
            checked={draft.hasBoundary}
            description={texts.useText}
            onChange={({ detail }) => onChange({ hasBoundary: detail.checked })}
          >
            {texts.use}
          </Checkbox>
          {draft.hasBoundary ? (
            <ManagedPolicyPicker
              title={texts.policies}
              type="single"
              chosen={draft.boundary === undefined ? [] : [draft.boundary]}
              onChoose={([boundary]) => onChange({ boundary })}
            />
          ) : null}
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  );
}
