import type {
  ModifyInstanceCreditSpecificationResult,
  UnsuccessfulInstanceCreditSpecificationErrorCode,
} from '../../../model/generated/ec2.ts';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { WriteTx } from '../../../store/store.ts';
import { change, describing, ec2Operation } from '../ec2-operation.ts';
import { invalidParameterValue, missingParameter } from '../errors.ts';
import { isBurstable } from '../instance-types/instance-types.ts';
import { placeOf, type Place } from '../shared/place.ts';
import { INSTANCE } from '../shared/resources.ts';
import { isEnded } from '../shared/states.ts';
import { onInstances } from './instance-authorizations.ts';
import { requireInstance } from './instance-reader.ts';
import { instanceState } from './instance-record.ts';

/** @throws AwsError InvalidParameterValue for another word */
export function readCredits(asked: string | undefined): 'standard' | 'unlimited' | undefined {
  if (asked === undefined || asked === 'standard' || asked === 'unlimited') return asked;
  throw invalidParameterValue(asked, 'cpuCredits', 'Valid values are: standard, unlimited');
}

const MAX_SPECIFICATIONS = 1000;
const WELL_FORMED = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** Each instance by itself: what cannot be changed is told, the others are. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceCreditSpecification.html */
export const modifyInstanceCreditSpecification = ec2Operation('ModifyInstanceCreditSpecification', {
  async authorizes({ InstanceCreditSpecifications: asked }, context) {
    if (asked.length === 0) throw missingParameter('InstanceCreditSpecification');
    if (asked.length > MAX_SPECIFICATIONS) {
      const why = `Expecting at most ${MAX_SPECIFICATIONS} instances.`;
      throw invalidParameterValue(asked.length, 'InstanceCreditSpecification', why);
    }
    for (const { CpuCredits } of asked) readCredits(CpuCredits);
    const ids = asked.map(({ InstanceId }) => InstanceId).filter((id) => WELL_FORMED.test(id));
    return onInstances(context, 'ModifyInstanceCreditSpecification', ids);
  },

  async runs(input, context) {
    return change<ModifyInstanceCreditSpecificationResult>(context, input, async (tx, now) => {
      const done: { InstanceId: string }[] = [];
      const refused = [];
      for (const { InstanceId, CpuCredits } of input.InstanceCreditSpecifications) {
        const error = await changeCredits(tx, placeOf(context), InstanceId, readCredits(CpuCredits), now);
        if (error === undefined) done.push({ InstanceId });
        else {
          const Code = error.code as UnsuccessfulInstanceCreditSpecificationErrorCode;
          refused.push({ InstanceId, Error: { Code, Message: error.message } });
        }
      }
      return {
        answer: {
          SuccessfulInstanceCreditSpecifications: done,
          UnsuccessfulInstanceCreditSpecifications: refused,
        },
        instances: done.map(({ InstanceId }) => InstanceId),
      };
    });
  },
});

/** @returns why it cannot be */
async function changeCredits(
  tx: WriteTx,
  place: Place,
  id: string,
  creditSpecification: 'standard' | 'unlimited' | undefined,
  now: number,
): Promise<AwsError | undefined> {
  try {
    const { data, ...record } = await requireInstance(tx, place, id, now);
    if (!isBurstable(record.instance_type)) {
      const message = `The instance '${id}' is of a type that has no CPU credits.`;
      return new AwsError('InstanceCreditSpecification.NotSupported', 400, message);
    }
    if (isEnded(instanceState({ ...record, data }, now))) {
      const message = `The ${INSTANCE.noun} '${id}' is not in a valid state for this operation.`;
      return new AwsError('IncorrectInstanceState', 400, message);
    }
    await tx
      .updateTable('instances')
      .set({
        data: JSON.stringify({
          ...data,
          creditSpecification: creditSpecification ?? data.creditSpecification,
        }),
      })
      .where('id', '=', id)
      .execute();
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

/** AWS's own defaults: nobody changes them here. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetDefaultCreditSpecification.html */
export const getDefaultCreditSpecification = ec2Operation('GetDefaultCreditSpecification', {
  authorizes: describing('GetDefaultCreditSpecification'),
  runs: async ({ InstanceFamily }) => ({
    InstanceFamilyCreditSpecification: { InstanceFamily, CpuCredits: defaultCredits(InstanceFamily) },
  }),
});

/** T2 starts as `standard`, the later ones as `unlimited`. @param type a type or its family */
export function defaultCredits(type: string): 'standard' | 'unlimited' {
  return /^t2(?:\.|$)/.test(type) ? 'standard' : 'unlimited';
}
