import { invalidUserData, invalidValue } from '../errors.ts';

const MAX_BYTES = 16 * 1024;

/**
 * Checks user data as it comes on the wire; line breaks in the base64 are taken out.
 *
 * @throws AwsError InvalidUserData.Malformed for what is no base64, InvalidParameterValue beyond 16 KB
 */
export function readUserData(base64: string | undefined): string | undefined {
  if (base64 === undefined) return undefined;
  const text = base64.replaceAll(/\s/g, '');
  const bytes = Buffer.from(text, 'base64');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || bytes.toString('base64') !== text) throw invalidUserData();
  if (bytes.length > MAX_BYTES) throw invalidValue(`User data is limited to ${MAX_BYTES} bytes`);
  return text;
}
