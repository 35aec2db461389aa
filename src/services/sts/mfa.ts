import { stsErrors } from './errors.ts';

/** The members of a request that prove a second factor. */
interface MfaProof {
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

/**
 * Refuses a proof of a second factor: no user of the house has an MFA device, so none can hold.
 *
 * @throws AwsError AccessDenied, in AWS's words for a device that is not the caller's
 */
export function assertNoMfaProof({ SerialNumber, TokenCode }: MfaProof): void {
  if (SerialNumber === undefined && TokenCode === undefined) return;
  if (SerialNumber === undefined || TokenCode === undefined) throw stsErrors.incompleteMfa();
  throw stsErrors.unknownMfaDevice();
}
