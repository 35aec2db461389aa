import Alert from '@cloudscape-design/components/alert';
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import type { DraftProps } from './entity-step.tsx';
import { hasInstanceProfile } from './role-draft.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Use case',
    useCase: 'Service or use case',
    ec2: 'EC2 instances call AWS services with this role.',
    lambda: 'Lambda functions call AWS services with this role.',
    cloudformation: 'CloudFormation makes a stack’s resources with this role.',
    ecs: 'Containers of ECS tasks call AWS services with this role.',
    other: 'Another service',
    otherText: 'By its service principal.',
    principal: 'Service principal',
    principalHint: 'As in states.amazonaws.com.',
    profile:
      'An instance profile of the same name is created with the role and holds it: by it the role reaches instances.',
  },
  ja: {
    title: 'ユースケース',
    useCase: 'サービスまたはユースケース',
    ec2: 'EC2 インスタンスが、このロールで AWS のサービスを呼び出します。',
    lambda: 'Lambda 関数が、このロールで AWS のサービスを呼び出します。',
    cloudformation: 'CloudFormation が、このロールでスタックのリソースを作成します。',
    ecs: 'ECS タスクのコンテナが、このロールで AWS のサービスを呼び出します。',
    other: 'その他のサービス',
    otherText: 'サービスプリンシパルで指定します。',
    principal: 'サービスプリンシパル',
    principalHint: '例: states.amazonaws.com',
    profile:
      'ロールと同じ名前のインスタンスプロファイルも作成され、ロールが追加されます。ロールはこのプロファイルを通してインスタンスに届きます。',
  },
});

const PRINCIPALS = [
  'apigateway.amazonaws.com',
  'autoscaling.amazonaws.com',
  'batch.amazonaws.com',
  'cloudtrail.amazonaws.com',
  'codebuild.amazonaws.com',
  'codedeploy.amazonaws.com',
  'codepipeline.amazonaws.com',
  'config.amazonaws.com',
  'dax.amazonaws.com',
  'ecs.amazonaws.com',
  'eks.amazonaws.com',
  'events.amazonaws.com',
  'firehose.amazonaws.com',
  'glue.amazonaws.com',
  'logs.amazonaws.com',
  'pods.eks.amazonaws.com',
  'rds.amazonaws.com',
  'redshift.amazonaws.com',
  's3.amazonaws.com',
  'sagemaker.amazonaws.com',
  'scheduler.amazonaws.com',
  'sns.amazonaws.com',
  'sqs.amazonaws.com',
  'ssm.amazonaws.com',
  'states.amazonaws.com',
].map((value) => ({ value }));

/** Which service the role is for; that EC2's comes with an instance profile is said at once. */
export function ServiceFields({ draft, onChange, missing }: DraftProps) {
  const texts = useTexts(TEXTS);
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <SpaceBetween size="m">
        <FormField label={texts.useCase}>
          <RadioGroup
            value={draft.useCase}
            onChange={({ detail }) => onChange({ useCase: detail.value })}
            items={[
              { value: 'ec2.amazonaws.com', label: 'EC2', description: texts.ec2 },
              { value: 'lambda.amazonaws.com', label: 'Lambda', description: texts.lambda },
              {
                value: 'cloudformation.amazonaws.com',
                label: 'CloudFormation',
                description: texts.cloudformation,
              },
              {
                value: 'ecs-tasks.amazonaws.com',
                label: 'Elastic Container Service Task',
                description: texts.ecs,
              },
              { value: 'other', label: texts.other, description: texts.otherText },
            ]}
          />
        </FormField>
        {draft.useCase === 'other' ? (
          <FormField label={texts.principal} description={texts.principalHint} errorText={missing.service}>
            <Autosuggest
              value={draft.service}
              options={PRINCIPALS}
              onChange={({ detail }) => onChange({ service: detail.value })}
            />
          </FormField>
        ) : null}
        {hasInstanceProfile(draft) ? <Alert type="info">{texts.profile}</Alert> : null}
      </SpaceBetween>
    </Container>
  );
}
