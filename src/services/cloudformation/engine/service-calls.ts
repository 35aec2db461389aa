import { AwsError } from '../../../kernel/aws-error.ts';
import { loadServiceModel } from '../../../model/load-service-model.ts';
import type { ServiceName } from '../../../model/manifest.ts';
import { dispatch } from '../../../operation/dispatch.ts';
import type { House } from '../../../operation/house.ts';
import type { ResourceTag } from '../../../operation/resource-type.ts';
import { fitInput } from '../../../protocol/fit-input.ts';
import { CLOUDFORMATION, type ActingCaller } from './acting-caller.ts';
import { notBuilt } from '../errors.ts';
import type { FailedCalls } from './reasons.ts';

/** Who calls, and where. */
export interface CallPlace extends ActingCaller {
  readonly region: string;
  /** Services on whose way the stack's request came. */
  readonly calledVia?: readonly string[] | undefined;
}

/**
 * Calls a service's operation for a stack: fitted to the model as on the wire, then authorised and
 * recorded as any call. With the caller's own rights `aws:CalledVia` names CloudFormation; a service role
 * acts in its own right, as on AWS.
 *
 * @param failed takes note of the call where it is refused
 * @param systemTags put on what the call makes
 * @throws AwsError what the service answers
 */
export async function callService(
  house: House,
  { caller, isForwarded, region, calledVia = [] }: CallPlace,
  call: { readonly service: string; readonly operation: string; readonly input: object },
  failed?: FailedCalls,
  systemTags?: readonly ResourceTag[],
): Promise<unknown> {
  const model = loadServiceModel(call.service as ServiceName);
  const operation = model.operations.get(call.operation);
  const found = await house.services.find(call.service, call.operation);
  if (found === undefined || operation === undefined) {
    throw notBuilt(call.service, call.operation);
  }
  const requestId = house.ids.requestId();
  try {
    return await dispatch(house, found, {
      caller,
      input: fitInput(operation, call.input),
      facts: {
        requestId,
        region,
        userAgent: CLOUDFORMATION,
        secure: true,
        epoch: await house.store.epoch(),
        calledVia: isForwarded ? [...calledVia, CLOUDFORMATION] : undefined,
        receivedAt: house.clock.real(),
        systemTags,
      },
    });
  } catch (error) {
    if (error instanceof AwsError) failed?.set(error, { serviceId: model.serviceId, requestId });
    throw error;
  }
}
