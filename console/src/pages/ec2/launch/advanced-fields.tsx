import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import Toggle from '@cloudscape-design/components/toggle';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { paths } from '../../../parts/paths.ts';
import { ProfileSelect } from '../shared/profile-select.tsx';
import { RoleAlert } from '../shared/role-alert.tsx';
import { roleOfProfile } from '../shared/role-of-instance.ts';
import { useProfiles } from '../shared/use-profiles.ts';
import type { LaunchSettings } from './launch-settings.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Advanced details',
    profile: 'IAM instance profile',
    profileHint: 'Passing a role takes iam:PassRole on it.',
    create: 'Create new IAM profile',
    tokens: 'Metadata version',
    unset: 'As the account’s defaults have it',
    required: 'V2 only (token required)',
    optional: 'V1 and V2 (token optional)',
    protect: 'Termination protection',
    enabled: 'Enabled',
    disabled: 'Disabled',
    userData: 'User data',
    userDataHint:
      'A script or cloud-config that runs at the first boot: with --isolation netns in a machine of its own, otherwise only with --allow-host-exec.',
  },
  ja: {
    title: '高度な詳細',
    profile: 'IAM インスタンスプロファイル',
    profileHint: 'ロールを渡すには、そのロールに対する iam:PassRole が必要です。',
    create: '新しい IAM プロファイルの作成',
    tokens: 'メタデータのバージョン',
    unset: 'アカウントのデフォルトに従う',
    required: 'V2 のみ (トークンは必須)',
    optional: 'V1 および V2 (トークンはオプション)',
    protect: '終了保護',
    enabled: '有効',
    disabled: '無効',
    userData: 'ユーザーデータ',
    userDataHint:
      '最初の起動時に実行されるスクリプトまたは cloud-config。--isolation netns では専用の環境で、それ以外では --allow-host-exec のときだけ実行されます。',
  },
});

interface AdvancedFieldsProps {
  readonly settings: Pick<LaunchSettings, 'profileArn' | 'tokens' | 'isProtected' | 'userData'>;
  readonly onChange: (part: Partial<LaunchSettings>) => void;
}

/** The instance profile, which is what this house is about, and the rest that AWS's form keeps under "Advanced details". */
export function AdvancedFields({ settings, onChange }: AdvancedFieldsProps) {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const profiles = useProfiles();
  const profile = profiles.data?.find(({ Arn }) => Arn === settings.profileArn);
  const versions = [
    { value: '', label: texts.unset },
    { value: 'required', label: texts.required },
    { value: 'optional', label: texts.optional },
  ];
  return (
    <ExpandableSection variant="container" defaultExpanded headerText={texts.title}>
      <SpaceBetween size="l">
        <FormField
          label={texts.profile}
          description={texts.profileHint}
          secondaryControl={
            <Button formAction="none" onClick={() => void navigate(paths.createRole())}>
              {texts.create}
            </Button>
          }
        >
          <ProfileSelect
            profiles={profiles}
            value={settings.profileArn}
            onChange={(profileArn) => onChange({ profileArn })}
          />
        </FormField>
        {profile === undefined ? null : <RoleAlert state={roleOfProfile(profile)} isChoice />}
        <FormField label={texts.tokens}>
          <Select
            selectedOption={versions.find(({ value }) => value === settings.tokens) ?? null}
            options={versions}
            onChange={({ detail }) =>
              onChange({ tokens: (detail.selectedOption.value ?? '') as LaunchSettings['tokens'] })
            }
          />
        </FormField>
        <FormField label={texts.protect}>
          <Toggle
            checked={settings.isProtected}
            onChange={({ detail }) => onChange({ isProtected: detail.checked })}
          >
            {settings.isProtected ? texts.enabled : texts.disabled}
          </Toggle>
        </FormField>
        <FormField label={texts.userData} description={texts.userDataHint} stretch>
          <Textarea
            value={settings.userData}
            rows={6}
            spellcheck={false}
            onChange={({ detail }) => onChange({ userData: detail.value })}
          />
        </FormField>
      </SpaceBetween>
    </ExpandableSection>
  );
}
