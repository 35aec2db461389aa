import {
  CloudFormationClient,
  GetTemplateCommand,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { isUnderWay } from '../stack-states.ts';
import { countResources, progressOf } from './progress-of.ts';

const TEXTS = defineTexts({
  en: {
    label: 'Progress',
    of: (done: number, all: number) => `${done} of ${all} resources`,
    failed: (count: number) => (count === 0 ? '' : `, ${count} failed`),
  },
  ja: {
    label: '進行状況',
    of: (done: number, all: number) => `${all} 個中 ${done} 個のリソースが完了`,
    failed: (count: number) => (count === 0 ? '' : `、${count} 個が失敗`),
  },
});

interface StackProgressProps {
  readonly stack: Stack;
  readonly events: readonly StackEvent[];
}

/** How far CloudFormation is, while it is at work. */
export function StackProgress({ stack, events }: StackProgressProps) {
  const texts = useTexts(TEXTS);
  const { StackId: StackName = '', StackStatus: status = '' } = stack;
  const isWorking = isUnderWay(status);
  const isWhole = status === 'CREATE_IN_PROGRESS';
  const expected = useAwsQuery({
    key: ['cloudformation', 'template', StackName, 'count'],
    ask: async (connection) => {
      const client = connection.client(CloudFormationClient);
      return countResources((await client.send(new GetTemplateCommand({ StackName }))).TemplateBody ?? '');
    },
    enabled: isWorking && isWhole,
  });
  if (!isWorking) return null;
  // An update touches some of the resources only: which, its events tell.
  const { done, failed, all } = progressOf(events, isWhole ? (expected.data ?? 0) : 0);
  return (
    <ProgressBar
      label={`${texts.label}: ${status}`}
      value={all === 0 ? 0 : (done / all) * 100}
      additionalInfo={texts.of(done, all) + texts.failed(failed)}
    />
  );
}
