import { AwsError } from '../../kernel/aws-error.ts';
import type { Parameter } from '../../model/generated/ssm.ts';
import { findParameter, parameterToWire } from './find-parameters.ts';
import { onParameters } from './permissions.ts';
import { ssmOperation } from './ssm-operation.ts';

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const getParameter = ssmOperation('GetParameter', {
  authorizes: ({ Name }, context) => onParameters(context, 'GetParameter', [Name]),

  async runs({ Name, WithDecryption }, context) {
    return { Parameter: parameterToWire(context, await findParameter(context, Name), WithDecryption) };
  },
});

/** Up to ten at once: what is not there is listed, not refused. */
export const getParameters = ssmOperation('GetParameters', {
  authorizes: ({ Names }, context) => onParameters(context, 'GetParameters', Names),

  async runs({ Names, WithDecryption }, context) {
    const Parameters: Parameter[] = [];
    const InvalidParameters: string[] = [];
    for (const name of new Set(Names)) {
      try {
        Parameters.push(parameterToWire(context, await findParameter(context, name), WithDecryption));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        InvalidParameters.push(name);
      }
    }
    return { Parameters, InvalidParameters };
  },
});
