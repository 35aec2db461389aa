import { matchesPattern } from '../../kernel/bounded-pattern.ts';
import type { ParameterType, PutParameterRequest } from '../../model/generated/ssm.ts';
import type { OperationContext } from '../../operation/context.ts';
import {
  emptyValue,
  imagesAreStrings,
  invalidKeyId,
  invalidPattern,
  keyOnlyForSecureString,
  noDowngrade,
  patternMismatch,
  typeMissing,
  unsupportedDataType,
  valueTooLong,
} from './errors.ts';
import type { VersionData } from './parameter-record.ts';
import { DEFAULT_KEY, sealValue } from './secure-values.ts';

const MOST = { Standard: 4096, Advanced: 8192 } as const;

/**
 * What PutParameter's version holds. A description and a pattern that it does not name stay as they were
 * (guess: AWS documents nothing, and Terraform relies on it for descriptions).
 *
 * @param former the newest version until now
 * @throws AwsError what AWS answers to values that do not fit
 */
export function nextVersion(
  input: PutParameterRequest,
  former: VersionData | undefined,
  { house, caller }: OperationContext,
): VersionData {
  const { Value, Type: type = former?.type } = input;
  if (type === undefined) throw typeMissing();
  if (Value === '') throw emptyValue();
  const allowedPattern = input.AllowedPattern ?? former?.allowedPattern;
  if (allowedPattern !== undefined && allowedPattern !== '') assertMatches(allowedPattern, Value);
  return {
    type,
    value: type === 'SecureString' ? sealValue(house.keyRing, Value) : Value,
    tier: tierOf(input, former),
    dataType: dataTypeOf(input.DataType ?? former?.dataType ?? 'text', type),
    keyId: keyIdOf(type, input.KeyId),
    description: input.Description ?? former?.description,
    allowedPattern,
    modifiedBy: 'arn' in caller ? caller.arn : undefined,
  };
}

function assertMatches(pattern: string, value: string): void {
  const answer = matchesPattern(pattern, value);
  if (answer === undefined) throw invalidPattern();
  if (!answer) throw patternMismatch(pattern);
}

/** With intelligent tiering the value's length decides; what is advanced stays so. */
function tierOf({ Tier, Value }: PutParameterRequest, former: VersionData | undefined): VersionData['tier'] {
  const isLong = Buffer.byteLength(Value) > MOST.Standard;
  if (Tier === 'Standard' && former?.tier === 'Advanced') throw noDowngrade();
  const wasAdvanced = former?.tier === 'Advanced';
  const isAdvanced = wasAdvanced || Tier === 'Advanced' || (Tier === 'Intelligent-Tiering' && isLong);
  const tier = isAdvanced ? 'Advanced' : 'Standard';
  if (Buffer.byteLength(Value) > MOST[tier]) throw valueTooLong(tier, MOST[tier]);
  return tier;
}

/** There is no KMS here, so only AWS's own key exists. */
function keyIdOf(type: ParameterType, keyId: string | undefined): string | undefined {
  if (type !== 'SecureString') {
    if (keyId !== undefined) throw keyOnlyForSecureString();
    return undefined;
  }
  if (keyId !== undefined && keyId !== DEFAULT_KEY) throw invalidKeyId(keyId);
  return DEFAULT_KEY;
}

function dataTypeOf(dataType: string, type: ParameterType): VersionData['dataType'] {
  if (dataType !== 'text' && dataType !== 'aws:ec2:image') throw unsupportedDataType(dataType);
  if (dataType === 'aws:ec2:image' && type !== 'String') throw imagesAreStrings();
  return dataType;
}
