import { DescribeInstanceAttributeCommand, EC2Client, type Instance } from '@aws-sdk/client-ec2';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { PolicyText } from '../../../parts/policy-text.tsx';
import { Time } from '../../../parts/time.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { decodeBase64 } from '../../../parts/base64.ts';
import { idOf } from '../shared/instance.ts';
import { MetadataOptions } from './metadata-options.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Instance details',
    image: 'AMI ID',
    key: 'Key pair at launch',
    launched: 'Launch time',
    reason: 'State transition reason',
    zone: 'Availability Zone',
    platform: 'Platform details',
    architecture: 'Architecture',
    owner: 'Owner',
    reservation: 'Monitoring',
    userData: 'User data',
    noUserData: 'No user data',
  },
  ja: {
    title: 'インスタンスの詳細',
    image: 'AMI ID',
    key: '起動時のキーペア',
    launched: '起動時刻',
    reason: '状態遷移の理由',
    zone: 'アベイラビリティーゾーン',
    platform: 'プラットフォームの詳細',
    architecture: 'アーキテクチャ',
    owner: '所有者',
    reservation: 'モニタリング',
    userData: 'ユーザーデータ',
    noUserData: 'ユーザーデータはありません',
  },
});

/** What an instance was launched with, its metadata options, and its user data. */
export function DetailsTab({ instance }: { readonly instance: Instance }) {
  const texts = useTexts(TEXTS);
  const id = idOf(instance);
  const userData = useAwsQuery({
    key: ['ec2', 'user-data', id],
    ask: async (connection) => {
      const { UserData } = await connection
        .client(EC2Client)
        .send(new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: 'userData' }));
      return UserData?.Value === undefined ? '' : decodeBase64(UserData.Value);
    },
  });
  return (
    <SpaceBetween size="l">
      <Container header={<Header>{texts.title}</Header>}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.image, value: instance.ImageId ?? '-' },
            { label: texts.key, value: instance.KeyName ?? '-' },
            { label: texts.launched, value: <Time at={instance.LaunchTime} /> },
            { label: texts.zone, value: instance.Placement?.AvailabilityZone ?? '-' },
            { label: texts.platform, value: instance.PlatformDetails ?? '-' },
            { label: texts.architecture, value: instance.Architecture ?? '-' },
            { label: texts.reason, value: instance.StateTransitionReason || '-' },
            { label: texts.reservation, value: instance.Monitoring?.State ?? '-' },
          ]}
        />
      </Container>
      <MetadataOptions instance={instance} />
      <Container header={<Header>{texts.userData}</Header>}>
        {userData.isError ? <ErrorAlert error={userData.error} /> : null}
        {userData.data === undefined ? null : userData.data === '' ? (
          texts.noUserData
        ) : (
          <PolicyText label={texts.userData} text={userData.data} />
        )}
      </Container>
    </SpaceBetween>
  );
}
