import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ALL_BLOCKED, PUBLIC_ACCESS_SETTINGS, type PublicAccessBlock } from './block-public-access.ts';

/** The settings' names as AWS's console has them. */
export const PUBLIC_ACCESS_TEXTS = defineTexts({
  en: {
    title: 'Block Public Access settings for this bucket',
    all: 'Block all public access',
    BlockPublicAcls: 'Block public access granted through new access control lists (ACLs)',
    IgnorePublicAcls: 'Block public access granted through any access control lists (ACLs)',
    BlockPublicPolicy: 'Block public access granted through new public bucket policies',
    RestrictPublicBuckets: 'Block public and cross-account access granted through any public bucket policy',
    warning: 'A bucket policy may then make this bucket and its objects public.',
  },
  ja: {
    title: 'このバケットのブロックパブリックアクセス設定',
    all: 'パブリックアクセスをすべてブロック',
    BlockPublicAcls:
      '新しいアクセスコントロールリスト (ACL) を介して付与されたパブリックアクセスをブロックする',
    IgnorePublicAcls:
      '任意のアクセスコントロールリスト (ACL) を介して付与されたパブリックアクセスをブロックする',
    BlockPublicPolicy: '新しいパブリックバケットポリシーを介して付与されたパブリックアクセスをブロックする',
    RestrictPublicBuckets:
      '任意のパブリックバケットポリシーを介したパブリックアクセスとクロスアカウントアクセスをブロックする',
    warning: 'バケットポリシーによって、このバケットとオブジェクトが公開される可能性があります。',
  },
});

interface PublicAccessFieldsProps {
  readonly value: PublicAccessBlock;
  readonly onChange: (value: PublicAccessBlock) => void;
}

/** The four settings, and the one box that holds all of them. */
export function PublicAccessFields({ value, onChange }: PublicAccessFieldsProps) {
  const texts = useTexts(PUBLIC_ACCESS_TEXTS);
  const on = PUBLIC_ACCESS_SETTINGS.filter((name) => value[name]).length;
  const isAll = on === PUBLIC_ACCESS_SETTINGS.length;
  return (
    <SpaceBetween size="s">
      <Checkbox
        checked={isAll}
        indeterminate={on > 0 && !isAll}
        onChange={({ detail }) => {
          const { checked } = detail;
          onChange(
            checked
              ? ALL_BLOCKED
              : {
                  BlockPublicAcls: false,
                  IgnorePublicAcls: false,
                  BlockPublicPolicy: false,
                  RestrictPublicBuckets: false,
                },
          );
        }}
      >
        <strong>{texts.all}</strong>
      </Checkbox>
      <Box padding={{ left: 'l' }}>
        <SpaceBetween size="xs">
          {PUBLIC_ACCESS_SETTINGS.map((name) => (
            <Checkbox
              key={name}
              checked={value[name]}
              onChange={({ detail }) => onChange({ ...value, [name]: detail.checked })}
            >
              {texts[name]}
            </Checkbox>
          ))}
        </SpaceBetween>
      </Box>
      {isAll ? null : <Alert type="warning">{texts.warning}</Alert>}
    </SpaceBetween>
  );
}
