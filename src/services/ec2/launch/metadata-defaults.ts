import type { AwsError } from '../../../kernel/aws-error.ts';
import type { MetadataOptions } from '../../../operation/instances.ts';
import type { ReadTx } from '../../../store/store.ts';
import { invalid } from '../errors.ts';
import type { Place } from '../shared/place.ts';
import { readRegionSetting } from '../shared/region-settings.ts';

/** An account's defaults for new instances in a region; what is absent is left to the image. */
export interface MetadataDefaults {
  readonly httpTokens?: MetadataOptions['httpTokens'] | undefined;
  readonly httpPutResponseHopLimit?: number | undefined;
  readonly httpEndpoint?: MetadataOptions['httpEndpoint'] | undefined;
  readonly instanceMetadataTags?: MetadataOptions['instanceMetadataTags'] | undefined;
  /** Whether no instance may answer without session tokens. */
  readonly httpTokensEnforced?: 'enabled' | 'disabled' | undefined;
}

export const METADATA_DEFAULTS = 'metadata-defaults';

export async function readMetadataDefaults(tx: ReadTx, place: Place): Promise<MetadataDefaults> {
  return (await readRegionSetting<MetadataDefaults>(tx, place, METADATA_DEFAULTS)) ?? {};
}

/**
 * Why an instance may not have such options, when the account enforces session tokens.
 *
 * @param what whether it is launched or changed
 */
export function tokensEnforced(
  { httpTokensEnforced }: MetadataDefaults,
  { httpTokens }: MetadataOptions,
  what: 'launch' | 'change',
): AwsError | undefined {
  if (httpTokensEnforced !== 'enabled' || httpTokens === 'required') return undefined;
  return invalid(
    'UnsupportedOperation',
    what === 'launch'
      ? "You can't launch instances with IMDSv1 because httpTokensEnforced is enabled for this account. Either launch the instance with httpTokens=required or contact your account owner to disable httpTokensEnforced using the ModifyInstanceMetadataDefaults API or the account settings in the EC2 console."
      : "You can't enable IMDSv1 on the specified instance because httpTokensEnforced is enabled for this account. Either set httpTokens=required or contact your account owner to disable httpTokensEnforced using the ModifyInstanceMetadataDefaults API or the account settings in the EC2 console.",
  );
}
