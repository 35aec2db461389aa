import type { Instance } from '@aws-sdk/client-ec2';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { CopyText } from '../../../parts/copy-text.tsx';
import { defineTexts, useTexts } from '../../../language/language.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Networking details',
    vpc: 'VPC ID',
    subnet: 'Subnet ID',
    zone: 'Availability Zone',
    address: 'Public IPv4 address',
    privateAddress: 'Private IPv4 address',
    dns: 'Public DNS name',
    privateDns: 'Private DNS name',
    interfaces: 'Network interfaces',
  },
  ja: {
    title: 'ネットワーキングの詳細',
    vpc: 'VPC ID',
    subnet: 'サブネット ID',
    zone: 'アベイラビリティーゾーン',
    address: 'パブリック IPv4 アドレス',
    privateAddress: 'プライベート IPv4 アドレス',
    dns: 'パブリック DNS 名',
    privateDns: 'プライベート DNS 名',
    interfaces: 'ネットワークインターフェイス',
  },
});

/** Where an instance is in its network. */
export function NetworkingTab({ instance }: { readonly instance: Instance }) {
  const texts = useTexts(TEXTS);
  const told = (text: string | undefined) =>
    text === undefined || text === '' ? '-' : <CopyText text={text} />;
  const interfaces = (instance.NetworkInterfaces ?? []).map(({ NetworkInterfaceId }) => NetworkInterfaceId);
  return (
    <Container header={<Header>{texts.title}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.vpc, value: told(instance.VpcId) },
          { label: texts.subnet, value: told(instance.SubnetId) },
          { label: texts.zone, value: instance.Placement?.AvailabilityZone ?? '-' },
          { label: texts.address, value: told(instance.PublicIpAddress) },
          { label: texts.privateAddress, value: told(instance.PrivateIpAddress) },
          { label: texts.interfaces, value: interfaces.join(', ') || '-' },
          { label: texts.dns, value: told(instance.PublicDnsName) },
          { label: texts.privateDns, value: told(instance.PrivateDnsName) },
        ]}
      />
    </Container>
  );
}
