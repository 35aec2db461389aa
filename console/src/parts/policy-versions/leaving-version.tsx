import type { PolicyVersion } from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useLanguage, useTexts } from '../../language/language.tsx';

const TEXTS = defineTexts({
  en: {
    full: 'This policy has five versions, as many as AWS keeps. One of them is deleted when you save.',
    label: 'Version to delete',
    choose: 'Choose a version',
  },
  ja: {
    full: 'このポリシーには上限の 5 つのバージョンがあります。保存時に 1 つを削除します。',
    label: '削除するバージョン',
    choose: 'バージョンを選択',
  },
});

/** How many versions AWS keeps of a policy. */
export const MOST_VERSIONS = 5;

interface LeavingVersionProps {
  readonly versions: readonly PolicyVersion[];
  readonly chosen: string | undefined;
  readonly onChoose: (versionId: string | undefined) => void;
}

/** Asks which version makes room for a new one: any but the default, the oldest first. */
export function LeavingVersion({ versions, chosen, onChoose }: LeavingVersionProps) {
  const texts = useTexts(TEXTS);
  const { language } = useLanguage();
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const options = versions
    .filter(({ IsDefaultVersion }) => IsDefaultVersion !== true)
    .sort((a, b) => (a.CreateDate?.getTime() ?? 0) - (b.CreateDate?.getTime() ?? 0))
    .map(({ VersionId = '', CreateDate }) => ({
      value: VersionId,
      label: VersionId,
      description: CreateDate === undefined ? '' : dates.format(CreateDate),
    }));
  return (
    <Alert type="warning">
      <SpaceBetween size="s">
        <div>{texts.full}</div>
        <FormField label={texts.label}>
          <Select
            options={options}
            placeholder={texts.choose}
            selectedOption={options.find(({ value }) => value === chosen) ?? null}
            onChange={({ detail }) => onChoose(detail.selectedOption.value)}
          />
        </FormField>
      </SpaceBetween>
    </Alert>
  );
}
