import type { InstanceProfile } from '@aws-sdk/client-iam';
import Input from '@cloudscape-design/components/input';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { UseQueryResult } from '@tanstack/react-query';
import { readAwsError } from '../../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { roleOfProfile } from './role-of-instance.ts';
import { ROLE_TEXTS } from './role-texts.ts';

const TEXTS = defineTexts({
  en: {
    none: 'No IAM Role',
    noneText: 'Choose this option to detach an IAM role',
    role: (name: string) => `role: ${name}`,
    find: 'Find instance profiles',
    loading: 'Loading instance profiles',
    choose: 'Choose an instance profile',
    type: 'Name or ARN of an instance profile',
    unlisted: 'Instance profiles cannot be listed; type one.',
  },
  ja: {
    none: 'IAM ロールなし',
    noneText: 'IAM ロールをデタッチするには、このオプションを選択します',
    role: (name: string) => `ロール: ${name}`,
    find: 'インスタンスプロファイルを検索',
    loading: 'インスタンスプロファイルを読み込んでいます',
    choose: 'インスタンスプロファイルを選択',
    type: 'インスタンスプロファイルの名前または ARN',
    unlisted: 'インスタンスプロファイルを一覧できません。入力してください。',
  },
});

interface ProfileSelectProps {
  readonly profiles: UseQueryResult<readonly InstanceProfile[]>;
  /** A profile's ARN, or its name where one typed it; empty for none. */
  readonly value: string;
  readonly onChange: (arn: string) => void;
  /** Whether "no role" is said as a choice that takes one away. */
  readonly detaches?: boolean | undefined;
}

/** Chooses among instance profiles, as AWS's "IAM role" field does; unlike there, what does not work is marked. */
export function ProfileSelect({ profiles, value, onChange, detaches }: ProfileSelectProps) {
  const texts = useTexts(TEXTS);
  const roleTexts = useTexts(ROLE_TEXTS);
  if (profiles.isError && profiles.data === undefined)
    return (
      <SpaceBetween size="xxs">
        <Input
          value={value}
          placeholder={texts.type}
          spellcheck={false}
          onChange={({ detail }) => onChange(detail.value.trim())}
        />
        <StatusIndicator type="warning">
          <span className="utsuwa-breakable">
            {texts.unlisted} {readAwsError(profiles.error).message}
          </span>
        </StatusIndicator>
      </SpaceBetween>
    );
  const none: SelectProps.Option = {
    value: '',
    label: texts.none,
    ...(detaches === true ? { description: texts.noneText } : {}),
  };
  const options = [none, ...(profiles.data ?? []).map((profile) => optionOf(profile))];
  return (
    <Select
      selectedOption={options.find((option) => option.value === value) ?? { value, label: value }}
      options={options}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      filteringType="auto"
      filteringPlaceholder={texts.find}
      placeholder={texts.choose}
      statusType={profiles.isPending ? 'loading' : 'finished'}
      loadingText={texts.loading}
      triggerVariant="option"
    />
  );

  function optionOf(profile: InstanceProfile): SelectProps.Option {
    const state = roleOfProfile(profile);
    const role = 'role' in state ? texts.role(state.role.RoleName ?? '') : undefined;
    const wrong =
      state.kind === 'empty' ? roleTexts.orphan : state.kind === 'untrusted' ? roleTexts.noTrust : undefined;
    return {
      value: profile.Arn ?? '',
      label: profile.InstanceProfileName ?? '',
      description: [role, profile.Arn].filter((text) => text !== undefined).join(' · '),
      ...(wrong === undefined ? {} : { labelTag: `⚠ ${wrong}` }),
    };
  }
}
