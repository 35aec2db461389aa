import {
  EC2Client,
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  type Instance,
} from '@aws-sdk/client-ec2';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Connection } from '../../../aws/connection.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { paths } from '../../../parts/paths.ts';
import { useAwsChange } from '../../../session/use-aws.ts';
import { idOf, isTerminated } from '../shared/instance.ts';
import { TerminateInstances } from './terminate-instances.tsx';

const TEXTS = defineTexts({
  en: {
    state: 'Instance state',
    start: 'Start instance',
    stop: 'Stop instance',
    reboot: 'Reboot instance',
    terminate: 'Terminate (delete) instance',
    actions: 'Actions',
    view: 'View details',
    security: 'Security',
    modify: 'Modify IAM role',
    done: { start: 'Starting', stop: 'Stopping', reboot: 'Rebooting' },
    about: (what: string, ids: string) => `${what}: ${ids}`,
  },
  ja: {
    state: 'インスタンスの状態',
    start: 'インスタンスを開始',
    stop: 'インスタンスを停止',
    reboot: 'インスタンスを再起動',
    terminate: 'インスタンスを終了 (削除)',
    actions: 'アクション',
    view: '詳細を表示',
    security: 'セキュリティ',
    modify: 'IAM ロールを変更',
    done: { start: '開始しています', stop: '停止しています', reboot: '再起動しています' },
    about: (what: string, ids: string) => `${what}: ${ids}`,
  },
});

type Step = 'start' | 'stop' | 'reboot';

/** What is done with instances: their state, and Actions → Security → Modify IAM role, at the places that AWS's console has them. */
export function InstanceActions({ instances }: { readonly instances: readonly Instance[] }) {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { notify, notifyError } = useNotifications();
  const [isTerminating, setIsTerminating] = useState(false);
  const change = useAwsChange<Step>({
    change: (connection, step) => takeStep(connection, step, instances.map(idOf)),
    makesOld: [['ec2']],
    onSuccess: (_, step) =>
      notify({ type: 'success', text: texts.about(texts.done[step], instances.map(idOf).join(', ')) }),
  });
  const are = (state: string) =>
    instances.length > 0 && instances.every(({ State }) => State?.Name === state);
  const [single] = instances.length === 1 ? instances : [];
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ButtonDropdown
        disabled={instances.length === 0}
        loading={change.isPending}
        items={[
          { id: 'start', text: texts.start, disabled: !are('stopped') },
          { id: 'stop', text: texts.stop, disabled: !are('running') },
          { id: 'reboot', text: texts.reboot, disabled: !are('running') },
          { id: 'terminate', text: texts.terminate, disabled: instances.every(isTerminated) },
        ]}
        onItemClick={({ detail: { id } }) => {
          if (id === 'terminate') setIsTerminating(true);
          else change.mutate(id as Step, { onError: (error) => notifyError(error) });
        }}
      >
        {texts.state}
      </ButtonDropdown>
      <ButtonDropdown
        disabled={single === undefined}
        expandableGroups
        items={[
          { id: 'view', text: texts.view },
          {
            id: 'security',
            text: texts.security,
            items: [
              {
                id: 'modify',
                text: texts.modify,
                disabled: single === undefined || isTerminated(single),
              },
            ],
          },
        ]}
        onItemClick={({ detail: { id } }) => {
          if (single === undefined) return;
          const to = id === 'modify' ? paths.modifyIamRole(idOf(single)) : paths.instance(idOf(single));
          void navigate(to);
        }}
      >
        {texts.actions}
      </ButtonDropdown>
      {isTerminating ? (
        <TerminateInstances instances={instances} onClose={() => setIsTerminating(false)} />
      ) : null}
    </SpaceBetween>
  );
}

function takeStep(connection: Connection, step: Step, ids: string[]): Promise<unknown> {
  const client = connection.client(EC2Client);
  switch (step) {
    case 'start':
      return client.send(new StartInstancesCommand({ InstanceIds: ids }));
    case 'stop':
      return client.send(new StopInstancesCommand({ InstanceIds: ids }));
    case 'reboot':
      return client.send(new RebootInstancesCommand({ InstanceIds: ids }));
  }
}
