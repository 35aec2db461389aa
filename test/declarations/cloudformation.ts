import { cloudformationService } from '../../src/services/cloudformation/service.ts';
import { ACCOUNT, type InProcessHouse } from '../in-process-house.ts';
import type { Samples } from './samples.ts';

const Tags = [{ Key: 'team', Value: 'blue' }];
const RoleARN = `arn:aws:iam::${ACCOUNT}:role/Deployer`;
const TemplateURL = 'https://s3.amazonaws.com/bucket/template.yaml';
const StackPolicyURL = 'https://s3.amazonaws.com/bucket/policy.json';

export const cloudformationSamples: Samples = {
  service: cloudformationService,
  departures: {
    // A stack is no resource that a role is then associated with.
    unheardOf: ['iam:AssociatedResourceArn'],
    // The request has no stack policy.
    unheardOfIn: { CreateChangeSet: ['cloudformation:StackPolicyUrl'] },
  },
  async inputs(inside) {
    const StackName = await addStack(inside);
    const stack = { StackName };
    const set = { StackName, ChangeSetName: 'set' };
    return {
      CancelUpdateStack: stack,
      ContinueUpdateRollback: { ...stack, RoleARN },
      CreateChangeSet: {
        ...set,
        TemplateURL,
        RoleARN,
        Tags,
        ResourceTypes: ['AWS::IAM::*'],
        ResourcesToImport: [
          {
            ResourceType: 'AWS::IAM::Role',
            LogicalResourceId: 'Role',
            ResourceIdentifier: { RoleName: 'r' },
          },
        ],
      },
      CreateStack: {
        StackName: 'new',
        TemplateURL,
        StackPolicyURL,
        RoleARN,
        Tags,
        ResourceTypes: ['AWS::IAM::*'],
      },
      DeleteChangeSet: set,
      DeleteStack: { ...stack, RoleARN },
      DescribeChangeSet: set,
      DescribeStackEvents: stack,
      DescribeStackResource: { ...stack, LogicalResourceId: 'Role' },
      DescribeStackResources: stack,
      DescribeStacks: stack,
      ExecuteChangeSet: set,
      GetStackPolicy: stack,
      GetTemplate: stack,
      GetTemplateSummary: { TemplateURL },
      ListChangeSets: stack,
      ListExports: {},
      ListImports: { ExportName: 'name' },
      ListStackResources: stack,
      ListStacks: {},
      RollbackStack: { ...stack, RoleARN },
      SetStackPolicy: { ...stack, StackPolicyURL },
      DescribeStackDriftDetectionStatus: { StackDriftDetectionId: 'detection' },
      DescribeStackResourceDrifts: stack,
      DetectStackDrift: stack,
      DetectStackResourceDrift: { ...stack, LogicalResourceId: 'Role' },
      SignalResource: { ...stack, LogicalResourceId: 'Wait', UniqueId: 'one', Status: 'SUCCESS' },
      UpdateStack: { ...stack, TemplateURL, StackPolicyURL, RoleARN, Tags, ResourceTypes: ['AWS::IAM::*'] },
      UpdateTerminationProtection: { ...stack, EnableTerminationProtection: true },
      ValidateTemplate: { TemplateURL },
    };
  },
};

/** Writes a stack as CreateStack leaves it. */
async function addStack({ house }: InProcessHouse): Promise<string> {
  const id = `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/kept/${house.ids.requestId()}`;
  const data = {
    ...{ parameters: {}, stored: {}, tags: Tags, capabilities: [], notificationArns: [] },
    ...{ disableRollback: false, terminationProtection: false, outputs: [] },
  };
  await house.store.write((tx) =>
    tx
      .insertInto('stacks')
      .values({
        ...{ id, account_id: ACCOUNT, region: 'us-east-1', name: 'kept', is_live: 1 },
        ...{ status: 'CREATE_COMPLETE', created_at: 0, template: '{}', data: JSON.stringify(data) },
      })
      .execute(),
  );
  return 'kept';
}
