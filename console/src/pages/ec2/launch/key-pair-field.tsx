import { CreateKeyPairCommand, DescribeKeyPairsCommand, EC2Client } from '@aws-sdk/client-ec2';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { readAwsError } from '../../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useAwsChange, useAwsQuery } from '../../../session/use-aws.ts';
import { saveFile } from '../../../parts/save-file.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Key pair (login)',
    label: 'Key pair name',
    none: 'Proceed without a key pair',
    create: 'Create new key pair',
    createTitle: 'Create key pair',
    hint: 'The private key is downloaded now, and never again.',
    act: 'Create key pair',
  },
  ja: {
    title: 'キーペア (ログイン)',
    label: 'キーペア名',
    none: 'キーペアなしで続行',
    create: '新しいキーペアの作成',
    createTitle: 'キーペアを作成',
    hint: 'プライベートキーをダウンロードできるのは今回だけです。',
    act: 'キーペアを作成',
  },
});

interface KeyPairFieldProps {
  readonly value: string;
  readonly onChange: (name: string) => void;
}

/** The key pair to log in with: one that there is, none, or a new one whose private key is saved at once. */
export function KeyPairField({ value, onChange }: KeyPairFieldProps) {
  const texts = useTexts(TEXTS);
  const [isCreating, setIsCreating] = useState(false);
  const pairs = useAwsQuery({
    key: ['ec2', 'key-pairs'],
    ask: async (connection) =>
      (await connection.client(EC2Client).send(new DescribeKeyPairsCommand({}))).KeyPairs ?? [],
  });
  const options = [
    { value: '', label: texts.none },
    ...(pairs.data ?? []).map(({ KeyName = '' }) => ({ value: KeyName, label: KeyName })),
  ];
  return (
    <Container header={<Header>{texts.title}</Header>}>
      <FormField
        label={texts.label}
        secondaryControl={
          <Button formAction="none" iconName="add-plus" onClick={() => setIsCreating(true)}>
            {texts.create}
          </Button>
        }
        {...(pairs.isError ? { errorText: readAwsError(pairs.error).message } : {})}
      >
        <Select
          selectedOption={options.find((option) => option.value === value) ?? { value, label: value }}
          options={options}
          filteringType="auto"
          onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        />
      </FormField>
      {isCreating ? (
        <CreateKeyPair
          onClose={() => setIsCreating(false)}
          onCreated={(name) => {
            onChange(name);
            setIsCreating(false);
          }}
        />
      ) : null}
    </Container>
  );
}

interface CreateKeyPairProps {
  readonly onClose: () => void;
  readonly onCreated: (name: string) => void;
}

function CreateKeyPair({ onClose, onCreated }: CreateKeyPairProps) {
  const texts = useTexts(TEXTS);
  const [name, setName] = useState('');
  const create = useAwsChange({
    change: (connection) => connection.client(EC2Client).send(new CreateKeyPairCommand({ KeyName: name })),
    makesOld: [['ec2', 'key-pairs']],
    onSuccess: ({ KeyMaterial = '' }) => {
      saveFile(`${name}.pem`, 'application/x-pem-file', KeyMaterial);
      onCreated(name);
    },
  });
  return (
    <FormModal
      title={texts.createTitle}
      action={texts.act}
      isBusy={create.isPending}
      isIncomplete={name === ''}
      error={create.error}
      onAct={() => create.mutate()}
      onClose={onClose}
    >
      <FormField label={texts.label} description={texts.hint}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
    </FormModal>
  );
}
