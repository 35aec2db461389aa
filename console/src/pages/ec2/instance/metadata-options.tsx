import { EC2Client, ModifyInstanceMetadataOptionsCommand, type Instance } from '@aws-sdk/client-ec2';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';
import { idOf, isTerminated } from '../shared/instance.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Instance metadata options',
    modify: 'Modify',
    endpoint: 'Instance metadata service',
    tokens: 'IMDSv2',
    required: 'Required: requests without a token are refused',
    optional: 'Optional: IMDSv1 and IMDSv2',
    hops: 'Metadata response hop limit',
    tags: 'Allow tags in metadata',
    enabled: 'Enabled',
    disabled: 'Disabled',
    save: 'Save',
    saved: 'The metadata options are saved.',
  },
  ja: {
    title: 'インスタンスメタデータオプション',
    modify: '変更',
    endpoint: 'インスタンスメタデータサービス',
    tokens: 'IMDSv2',
    required: '必須: トークンのないリクエストは拒否されます',
    optional: 'オプション: IMDSv1 と IMDSv2',
    hops: 'メタデータ応答のホップ制限',
    tags: 'メタデータのタグを許可',
    enabled: '有効',
    disabled: '無効',
    save: '保存',
    saved: 'メタデータオプションを保存しました。',
  },
});

/** How an instance's metadata service may be asked. */
export function MetadataOptions({ instance }: { readonly instance: Instance }) {
  const texts = useTexts(TEXTS);
  const [isOpen, setIsOpen] = useState(false);
  const options = instance.MetadataOptions ?? {};
  const word = (state: string | undefined) => (state === 'enabled' ? texts.enabled : texts.disabled);
  return (
    <Container
      header={
        <Header
          actions={
            <Button disabled={isTerminated(instance)} onClick={() => setIsOpen(true)}>
              {texts.modify}
            </Button>
          }
        >
          {texts.title}
        </Header>
      }
    >
      <KeyValuePairs
        columns={4}
        items={[
          { label: texts.endpoint, value: word(options.HttpEndpoint) },
          {
            label: texts.tokens,
            value: options.HttpTokens === 'required' ? texts.required : texts.optional,
          },
          { label: texts.hops, value: options.HttpPutResponseHopLimit ?? '-' },
          { label: texts.tags, value: word(options.InstanceMetadataTags) },
        ]}
      />
      {isOpen ? <ModifyMetadataOptions instance={instance} onClose={() => setIsOpen(false)} /> : null}
    </Container>
  );
}

function ModifyMetadataOptions({
  instance,
  onClose,
}: {
  readonly instance: Instance;
  readonly onClose: () => void;
}) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const { MetadataOptions: options = {} } = instance;
  const [isServed, setIsServed] = useState(options.HttpEndpoint !== 'disabled');
  const [tokens, setTokens] = useState(options.HttpTokens ?? 'required');
  const [hops, setHops] = useState(String(options.HttpPutResponseHopLimit ?? 1));
  const [hasTags, setHasTags] = useState(options.InstanceMetadataTags === 'enabled');
  const save = useAwsChange({
    change: (connection) =>
      connection.client(EC2Client).send(
        new ModifyInstanceMetadataOptionsCommand({
          InstanceId: idOf(instance),
          HttpEndpoint: isServed ? 'enabled' : 'disabled',
          HttpTokens: tokens,
          HttpPutResponseHopLimit: Number(hops),
          InstanceMetadataTags: hasTags ? 'enabled' : 'disabled',
        }),
      ),
    makesOld: [['ec2']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.saved });
      onClose();
    },
  });
  return (
    <FormModal
      title={texts.title}
      action={texts.save}
      isBusy={save.isPending}
      error={save.error}
      onAct={() => save.mutate()}
      onClose={onClose}
    >
      <FormField label={texts.endpoint}>
        <Toggle checked={isServed} onChange={({ detail }) => setIsServed(detail.checked)}>
          {isServed ? texts.enabled : texts.disabled}
        </Toggle>
      </FormField>
      <FormField label={texts.tokens}>
        <RadioGroup
          value={tokens}
          items={[
            { value: 'required', label: texts.required },
            { value: 'optional', label: texts.optional },
          ]}
          onChange={({ detail }) => setTokens(detail.value === 'optional' ? 'optional' : 'required')}
        />
      </FormField>
      <FormField label={texts.hops} constraintText="1–64">
        <Input type="number" value={hops} onChange={({ detail }) => setHops(detail.value)} />
      </FormField>
      <FormField label={texts.tags}>
        <Toggle checked={hasTags} onChange={({ detail }) => setHasTags(detail.checked)}>
          {hasTags ? texts.enabled : texts.disabled}
        </Toggle>
      </FormField>
    </FormModal>
  );
}
