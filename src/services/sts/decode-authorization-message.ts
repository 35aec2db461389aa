import { openMessage } from '../../credentials/sealed-message.ts';
import { stsErrors } from './errors.ts';
import { stsOperation } from './sts-operation.ts';

/** Opens what EC2 encoded into a refusal (`operation/authorization-message.ts`). */
export const decodeAuthorizationMessage = stsOperation('DecodeAuthorizationMessage', {
  authorizes: () => ({ action: 'sts:DecodeAuthorizationMessage', resource: '*', named: null }),

  async runs({ EncodedMessage: blob }, { house }) {
    const text = openMessage(house.keyRing, blob);
    if (text === undefined) throw stsErrors.invalidAuthorizationMessage();
    return { DecodedMessage: text };
  },
});
