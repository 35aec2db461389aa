import type { Caller } from '../../kernel/caller.ts';
import type { House } from '../../operation/house.ts';
import { takeMfaCode } from '../../operation/mfa-codes.ts';
import { stsErrors } from './errors.ts';

/** The members of a request that prove a second factor. */
interface MfaProof {
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

/**
 * Takes the proof of a second factor that a user gives with long-term credentials.
 *
 * @returns whether one was given
 * @throws AwsError AccessDenied for half a proof, a device that is not the caller's, a wrong or used code
 */
export async function proveMfa(
  house: House,
  caller: Caller,
  { SerialNumber, TokenCode }: MfaProof,
): Promise<boolean> {
  if (SerialNumber === undefined && TokenCode === undefined) return false;
  if (SerialNumber === undefined || TokenCode === undefined) throw stsErrors.incompleteMfa();
  if (caller.kind !== 'user' || caller.session !== undefined) throw stsErrors.unknownMfaDevice();
  switch (await takeMfaCode(house, caller.principalId, SerialNumber, TokenCode)) {
    case 'taken':
      return true;
    case 'wrong':
      throw stsErrors.wrongMfaCode();
    case 'unknown':
      throw stsErrors.unknownMfaDevice();
  }
}
