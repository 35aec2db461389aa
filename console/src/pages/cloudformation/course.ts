import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  RollbackStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type { Connection } from '../../aws/connection.ts';

/** What changes a stack's course without another template. */
export type Course = 'cancel' | 'go on' | 'roll back' | 'protect' | 'unprotect';

/** Sets it. */
export async function setCourse(connection: Connection, StackName: string, course: Course): Promise<void> {
  const client = connection.client(CloudFormationClient);
  switch (course) {
    case 'cancel':
      await client.send(new CancelUpdateStackCommand({ StackName }));
      return;
    case 'go on':
      await client.send(new ContinueUpdateRollbackCommand({ StackName }));
      return;
    case 'roll back':
      await client.send(new RollbackStackCommand({ StackName }));
      return;
    case 'protect':
    case 'unprotect':
      await client.send(
        new UpdateTerminationProtectionCommand({
          StackName,
          EnableTerminationProtection: course === 'protect',
        }),
      );
  }
}
