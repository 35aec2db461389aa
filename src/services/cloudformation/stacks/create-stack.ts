import type { CreateStackInput } from '../../../model/generated/cloudformation.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import type { StackData, OperationData } from '../engine/records.ts';
import { cloudformationOperation } from '../cloudformation-operation.ts';
import { onFailureAndDisableRollback, stackExists } from '../errors.ts';
import { beginOperation } from './begin-operation.ts';
import { findStack, regionOf, stackArn } from './find-stack.ts';
import { insertStack } from './insert-stack.ts';
import { prepareStack } from './prepare-stack.ts';
import { askedBy, assertRole, passingRole } from './request-parts.ts';
import { assertStackName } from './stack-name.ts';
import { readStackPolicy } from './stack-policy-document.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export const createStack = cloudformationOperation('CreateStack', {
  authorizes: (input, context) => {
    assertStackName(input.StackName);
    return [
      {
        action: 'cloudformation:CreateStack',
        resource: stackArn(regionOf(context), input.StackName),
        keys: {
          'cloudformation:ResourceTypes': input.ResourceTypes,
          'cloudformation:RoleArn': input.RoleARN,
          'cloudformation:StackPolicyUrl': input.StackPolicyURL,
          'cloudformation:TemplateUrl': input.TemplateURL,
          ...requestTagKeys(input.Tags),
        },
      },
      ...passingRole(input.RoleARN),
    ];
  },

  async runs(input, context) {
    const { house } = context;
    const place = regionOf(context);
    const { StackName: name } = input;
    const onFailure = failureCourse(input);
    const earlier = await house.store.read((tx) => findStack(tx, place, name));
    const token = input.ClientRequestToken && `CreateStack ${input.ClientRequestToken}`;
    if (earlier !== undefined && token !== undefined && earlier.data.lastToken === token)
      return { StackId: earlier.id };
    if (earlier !== undefined) throw stackExists(name);
    const id = stackArn(place, name, house.ids.requestId());
    const { body, definition, defined } = await prepareStack(input, context, {
      id,
      name,
      account_id: place.accountId,
      region: place.region,
    });
    await assertRole(context, input.RoleARN);
    const stackPolicy = await readStackPolicy(input, context, defined.template);
    const now = house.clock.now().getTime();
    const data: StackData = {
      ...definition,
      roleArn: input.RoleARN,
      disableRollback: onFailure === 'DO_NOTHING',
      timeoutMinutes: input.TimeoutInMinutes,
      terminationProtection: input.EnableTerminationProtection ?? false,
      outputs: [],
      stackPolicy,
      lastToken: token,
    };
    await house.store.write(async (tx) => {
      if ((await findStack(tx, place, name)) !== undefined) throw stackExists(name);
      const status = 'CREATE_IN_PROGRESS';
      await insertStack(tx, context, { id, ...place, name, status, template: body, data }, now);
      await beginOperation(
        tx,
        house,
        { id, name },
        {
          phase: 'deploy',
          data: creation(input, context, onFailure, now),
          template: null,
          step: { status },
        },
      );
    });
    await house.stackWork.announceAndWait(id);
    return { StackId: id };
  },
});

function failureCourse({ OnFailure, DisableRollback }: CreateStackInput): OperationData['onFailure'] {
  if (OnFailure !== undefined && DisableRollback !== undefined) throw onFailureAndDisableRollback();
  return OnFailure ?? (DisableRollback === true ? 'DO_NOTHING' : 'ROLLBACK');
}

function creation(
  { ClientRequestToken, TimeoutInMinutes }: CreateStackInput,
  context: OperationContext,
  onFailure: OperationData['onFailure'],
  now: number,
): OperationData {
  return {
    kind: 'create',
    ...askedBy(context),
    clientRequestToken: ClientRequestToken,
    onFailure,
    expiresAt: TimeoutInMinutes === undefined ? undefined : now + TimeoutInMinutes * 60_000,
    skip: [],
  };
}
