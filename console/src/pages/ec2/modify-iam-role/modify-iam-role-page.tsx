import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { DeleteModal } from '../../../parts/delete-modal.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { Page } from '../../../parts/page.tsx';
import { paths } from '../../../parts/paths.ts';
import { useAwsChange } from '../../../session/use-aws.ts';
import { EC2_CRUMBS } from '../shared/ec2-crumbs.ts';
import { calledOf } from '../shared/instance.ts';
import { ProfileSelect } from '../shared/profile-select.tsx';
import { RoleAlert } from '../shared/role-alert.tsx';
import { roleOfProfile } from '../shared/role-of-instance.ts';
import { setProfile } from '../shared/set-profile.ts';
import { presentAssociation, useAssociations } from '../shared/use-associations.ts';
import { useInstances } from '../shared/use-instances.ts';
import { useProfiles } from '../shared/use-profiles.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Modify IAM role',
    description: 'Attach an IAM role to your instance.',
    instances: 'Instances',
    instance: 'Instance ID',
    role: 'IAM role',
    roleHint:
      'The list holds instance profiles, as in AWS’s console. A profile stays in it when its role is deleted, until the profile is deleted too.',
    create: 'Create new IAM role',
    cancel: 'Cancel',
    update: 'Update IAM role',
    attached: (id: string) => `The IAM role of ${id} is updated.`,
    detached: (id: string) => `The IAM role is detached from ${id}.`,
    detachTitle: 'Detach the IAM role?',
    detachText: (id: string) => `${id} will get no further credentials from its metadata service.`,
    detach: 'Detach',
  },
  ja: {
    title: 'IAM ロールを変更',
    description: 'インスタンスに IAM ロールをアタッチします。',
    instances: 'インスタンス',
    instance: 'インスタンス ID',
    role: 'IAM ロール',
    roleHint:
      'AWS のコンソールと同じく、この一覧に並ぶのはインスタンスプロファイルです。ロールを削除しても、プロファイルを削除するまで一覧に残ります。',
    create: '新しい IAM ロールを作成',
    cancel: 'キャンセル',
    update: 'IAM ロールの更新',
    attached: (id: string) => `${id} の IAM ロールを更新しました。`,
    detached: (id: string) => `${id} から IAM ロールをデタッチしました。`,
    detachTitle: 'IAM ロールをデタッチしますか?',
    detachText: (id: string) => `${id} は以後、メタデータサービスから認証情報を得られません。`,
    detach: 'デタッチ',
  },
});

/** Actions → Security → Modify IAM role: the profile that an instance carries, and through it its role. */
export default function ModifyIamRolePage() {
  const texts = useTexts(TEXTS);
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const { notify } = useNotifications();
  const instances = useInstances(id);
  const associations = useAssociations(id);
  const profiles = useProfiles();
  const present = presentAssociation(associations.data);
  const presentArn = present?.IamInstanceProfile?.Arn ?? '';
  const [chosen, setChosen] = useState<string>();
  const [isDetaching, setIsDetaching] = useState(false);
  const arn = chosen ?? presentArn;
  const profile = profiles.data?.find(({ Arn }) => Arn === arn);
  const update = useAwsChange({
    change: (connection) =>
      setProfile(connection, { instanceId: id, associationId: present?.AssociationId, arn }),
    makesOld: [['ec2']],
    onSuccess: () => {
      notify({ type: 'success', text: arn === '' ? texts.detached(id) : texts.attached(id) });
      void navigate(paths.instance(id));
    },
  });
  const [instance] = instances.data ?? [];
  const failed = instances.error ?? associations.error;
  return (
    <Page
      title={texts.title}
      description={texts.description}
      crumbs={[
        ...EC2_CRUMBS,
        { text: texts.instances, to: paths.instances() },
        { text: id, to: paths.instance(id) },
      ]}
    >
      {failed === null ? null : <ErrorAlert error={failed} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (arn === '' && present !== undefined) setIsDetaching(true);
          else update.mutate();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => void navigate(paths.instance(id))}>
                {texts.cancel}
              </Button>
              <Button
                variant="primary"
                loading={update.isPending}
                disabled={associations.isPending || arn === presentArn}
              >
                {texts.update}
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            {update.isError && !isDetaching ? <ErrorAlert error={update.error} /> : null}
            <Container>
              <SpaceBetween size="l">
                <div>
                  <Box variant="awsui-key-label">{texts.instance}</Box>
                  {instance === undefined ? id : calledOf(instance)}
                </div>
                <FormField
                  label={texts.role}
                  description={texts.roleHint}
                  secondaryControl={
                    <Button formAction="none" onClick={() => void navigate(paths.createRole())}>
                      {texts.create}
                    </Button>
                  }
                >
                  <ProfileSelect
                    profiles={profiles}
                    value={arn}
                    onChange={(wanted) => {
                      update.reset();
                      setChosen(wanted);
                    }}
                    detaches
                  />
                </FormField>
                {profile === undefined ? null : (
                  <RoleAlert state={roleOfProfile(profile)} isChoice={arn !== presentArn} />
                )}
              </SpaceBetween>
            </Container>
          </SpaceBetween>
        </Form>
      </form>
      {isDetaching ? (
        <DeleteModal
          title={texts.detachTitle}
          action={texts.detach}
          typed={texts.detach}
          isBusy={update.isPending}
          error={update.error}
          onConfirm={() => update.mutate()}
          onClose={() => setIsDetaching(false)}
        >
          {texts.detachText(id)}
        </DeleteModal>
      ) : null}
    </Page>
  );
}
