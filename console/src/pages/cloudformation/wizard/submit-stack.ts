import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  UpdateStackCommand,
  type Capability,
} from '@aws-sdk/client-cloudformation';
import type { Connection } from '../../../aws/connection.ts';
import type { Purpose, StackDraft } from './stack-draft.ts';

/** Hands what was typed to CloudFormation. @param stackName of the one to be changed */
export async function submitStack(
  connection: Connection,
  purpose: Purpose,
  draft: StackDraft,
  stackName: string,
): Promise<void> {
  const client = connection.client(CloudFormationClient);
  const common = {
    ...(draft.templateFrom === 'current' ? { UsePreviousTemplate: true } : { TemplateBody: draft.template }),
    Parameters: Object.entries(draft.parameters).map(([ParameterKey, { value, isKept }]) => ({
      ParameterKey,
      ...(isKept ? { UsePreviousValue: true } : { ParameterValue: value }),
    })),
    Capabilities: draft.acknowledged as Capability[],
    Tags: draft.tags
      .filter(({ markedForRemoval }) => markedForRemoval !== true)
      .map(({ key, value }) => ({ Key: key, Value: value })),
    ...(draft.roleArn === '' ? {} : { RoleARN: draft.roleArn }),
  };
  if (purpose === 'create') {
    const { UsePreviousTemplate: _, ...given } = { UsePreviousTemplate: undefined, ...common };
    await client.send(
      new CreateStackCommand({ ...given, StackName: draft.name, OnFailure: draft.onFailure }),
    );
  } else if (purpose === 'update') {
    await client.send(new UpdateStackCommand({ ...common, StackName: stackName }));
  } else {
    await client.send(
      new CreateChangeSetCommand({ ...common, StackName: stackName, ChangeSetName: draft.name }),
    );
  }
}
