import {
  EC2Client,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  type Subnet,
} from '@aws-sdk/client-ec2';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { readAwsError } from '../../../aws/aws-error.ts';
import { collect } from '../../../aws/collect.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';
import type { LaunchSettings } from './launch-settings.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Network settings',
    subnet: 'Subnet',
    anySubnet: 'No preference (the default VPC)',
    groups: 'Security groups',
    groupsHint: 'The VPC’s default group when none is chosen.',
    choose: 'Select security groups',
  },
  ja: {
    title: 'ネットワーク設定',
    subnet: 'サブネット',
    anySubnet: '優先順位なし (デフォルト VPC)',
    groups: 'セキュリティグループ',
    groupsHint: '選ばない場合は VPC のデフォルトグループになります。',
    choose: 'セキュリティグループを選択',
  },
});

interface NetworkFieldsProps {
  readonly settings: Pick<LaunchSettings, 'subnetId' | 'securityGroupIds'>;
  readonly onChange: (part: Partial<LaunchSettings>) => void;
}

/** The subnet and the security groups; those of other VPCs than the subnet's are not offered. */
export function NetworkFields({ settings, onChange }: NetworkFieldsProps) {
  const texts = useTexts(TEXTS);
  const subnets = useAwsQuery({
    key: ['ec2', 'subnets'],
    ask: (connection) =>
      collect(paginateDescribeSubnets({ client: connection.client(EC2Client) }, {}), (page) => page.Subnets),
  });
  const groups = useAwsQuery({
    key: ['ec2', 'security-groups'],
    ask: (connection) =>
      collect(
        paginateDescribeSecurityGroups({ client: connection.client(EC2Client) }, {}),
        (page) => page.SecurityGroups,
      ),
  });
  const vpcId = vpcOf(subnets.data ?? [], settings.subnetId);
  const subnetOptions = [
    { value: '', label: texts.anySubnet },
    ...(subnets.data ?? []).map(({ SubnetId = '', VpcId, AvailabilityZone, CidrBlock }) => ({
      value: SubnetId,
      label: SubnetId,
      description: [VpcId, AvailabilityZone, CidrBlock].join(' · '),
    })),
  ];
  const groupOptions = (groups.data ?? [])
    .filter((group) => vpcId === undefined || group.VpcId === vpcId)
    .map(({ GroupId = '', GroupName, VpcId, Description }) => ({
      value: GroupId,
      label: `${GroupName} (${GroupId})`,
      description: [VpcId, Description].join(' · '),
    }));
  return (
    <Container header={<Header>{texts.title}</Header>}>
      <SpaceBetween size="l">
        <FormField
          label={texts.subnet}
          {...(subnets.isError ? { errorText: readAwsError(subnets.error).message } : {})}
        >
          <Select
            selectedOption={subnetOptions.find(({ value }) => value === settings.subnetId) ?? null}
            options={subnetOptions}
            filteringType="auto"
            onChange={({ detail }) =>
              onChange({ subnetId: detail.selectedOption.value ?? '', securityGroupIds: [] })
            }
          />
        </FormField>
        <FormField
          label={texts.groups}
          description={texts.groupsHint}
          {...(groups.isError ? { errorText: readAwsError(groups.error).message } : {})}
        >
          <Multiselect
            selectedOptions={groupOptions.filter(({ value }) => settings.securityGroupIds.includes(value))}
            options={groupOptions}
            filteringType="auto"
            placeholder={texts.choose}
            onChange={({ detail }) =>
              onChange({ securityGroupIds: detail.selectedOptions.map(({ value = '' }) => value) })
            }
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}

/** The VPC of the subnet that was chosen, or the default one's. */
function vpcOf(subnets: readonly Subnet[], subnetId: string): string | undefined {
  const chosen = subnets.find((subnet) =>
    subnetId === '' ? subnet.DefaultForAz === true : subnet.SubnetId === subnetId,
  );
  return chosen?.VpcId;
}
