import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import type { TagEditorProps } from '@cloudscape-design/components/tag-editor';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { AFTER_SAVING } from '../../../parts/unsaved/after-saving.ts';
import { useNotifications } from '../../../parts/notifications.tsx';
import { Page } from '../../../parts/page.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { TagFields } from '../../../parts/tag-fields.tsx';
import { typedTags } from '../../../parts/tag.ts';
import { CreateForm } from '../../../parts/create-form.tsx';
import { useFormCheck } from '../../../parts/use-form-check.ts';
import { useAwsChange } from '../../../session/use-aws.ts';
import { EC2_CRUMBS } from '../shared/ec2-crumbs.ts';
import { AdvancedFields } from './advanced-fields.tsx';
import { ImageFields } from './image-fields.tsx';
import { KeyPairField } from './key-pair-field.tsx';
import { NEW_LAUNCH, toRunInstances, type LaunchSettings } from './launch-settings.ts';
import { NetworkFields } from './network-fields.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Launch an instance',
    instances: 'Instances',
    nameAndTags: 'Name and tags',
    name: 'Name',
    count: 'Number of instances',
    launch: 'Launch instance',
    launched: 'Launched: ',
    imageMissing: 'Choose an AMI, or type the id of one.',
    typeMissing: 'Choose an instance type.',
    countWrong: 'The number of instances is a whole number from 1 on.',
  },
  ja: {
    title: 'インスタンスを起動',
    instances: 'インスタンス',
    nameAndTags: '名前とタグ',
    name: '名前',
    count: 'インスタンスの数',
    launch: 'インスタンスを起動',
    launched: '起動しました: ',
    imageMissing: 'AMI を選ぶか、AMI の ID を入力してください。',
    typeMissing: 'インスタンスタイプを選んでください。',
    countWrong: 'インスタンスの数には 1 以上の整数を入力してください。',
  },
});

/** Launches instances; what EC2 refuses leaves the form as it was. */
export default function LaunchPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { notify } = useNotifications();
  const [settings, setSettings] = useState<LaunchSettings>(NEW_LAUNCH);
  const [name, setName] = useState('');
  const [tags, setTags] = useState<readonly TagEditorProps.Tag[]>([]);
  const change = (part: Partial<LaunchSettings>) => setSettings((current) => ({ ...current, ...part }));
  const problems = {
    image: settings.imageId.trim() === '' ? texts.imageMissing : undefined,
    type: settings.instanceType.trim() === '' ? texts.typeMissing : undefined,
    count: /^[1-9]\d*$/.test(settings.count) ? undefined : texts.countWrong,
  };
  const check = useFormCheck(Object.values(problems));
  const isDirty = name !== '' || tags.length > 0 || JSON.stringify(settings) !== JSON.stringify(NEW_LAUNCH);
  const launch = useAwsChange({
    change: (connection) => {
      const named = name === '' ? [] : [{ Key: 'Name', Value: name }];
      const all = [...named, ...typedTags(tags)];
      const command = new RunInstancesCommand(toRunInstances({ ...settings, tags: all }));
      return connection.client(EC2Client).send(command);
    },
    makesOld: [['ec2']],
    onSuccess: ({ Instances = [] }) => {
      notify({
        type: 'success',
        text: (
          <>
            {texts.launched}
            {Instances.map(({ InstanceId = '' }) => (
              <span key={InstanceId}>
                <PageLink to={paths.instance(InstanceId)}>{InstanceId}</PageLink>{' '}
              </span>
            ))}
          </>
        ),
      });
      void navigate(paths.instances(), AFTER_SAVING);
    },
  });
  return (
    <Page title={texts.title} crumbs={[...EC2_CRUMBS, { text: texts.instances, to: paths.instances() }]}>
      <CreateForm
        isDirty={isDirty}
        check={check}
        action={texts.launch}
        making={launch}
        onSend={() => launch.mutate()}
        onCancel={() => void navigate(paths.instances())}
      >
        <Container header={<Header>{texts.nameAndTags}</Header>}>
          <SpaceBetween size="l">
            <FormField label={texts.name}>
              <Input value={name} onChange={({ detail }) => setName(detail.value)} />
            </FormField>
            <TagFields tags={tags} onChange={setTags} />
          </SpaceBetween>
        </Container>
        <ImageFields settings={settings} onChange={change} errors={check.isTried ? problems : {}} />
        <KeyPairField value={settings.keyName} onChange={(keyName) => change({ keyName })} />
        <NetworkFields settings={settings} onChange={change} />
        <AdvancedFields settings={settings} onChange={change} />
        <Container>
          <FormField label={texts.count} errorText={check.isTried ? problems.count : undefined}>
            <Input
              type="number"
              value={settings.count}
              onChange={({ detail }) => change({ count: detail.value })}
            />
          </FormField>
        </Container>
      </CreateForm>
    </Page>
  );
}
