import type { BrokenRule } from './signature.ts';

/** A signer's `Credential`, taken apart. */
export interface Credential {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** What is wrong with a `Credential`. */
export interface CredentialFault {
  readonly rule: BrokenRule;
  readonly service: string | undefined;
}

const MAX_ACCESS_KEY_ID = 128;
const MAX_SCOPE_PART = 64;

/** Reads `AKIA…/20150830/us-east-1/service/aws4_request`. */
export function readCredential(text: string): Credential | CredentialFault {
  const parts = text.split('/', 6);
  const [accessKeyId, date, region, service, terminator] = parts;
  if (parts.length !== 5 || accessKeyId === undefined || date === undefined)
    return fault('credential-elements');
  if (region === undefined || service === undefined) return fault('credential-elements');
  if (!isScopePart(service)) return fault('credential-service');
  if (!isAccessKeyId(accessKeyId)) return fault('credential-access-key', service);
  if (!isDate(date)) return fault('credential-date', service);
  if (!isScopePart(region)) return fault('credential-region', service);
  if (terminator !== 'aws4_request') return fault('credential-terminator', service);
  return { accessKeyId, date, region, service };
}

/** Whether this can be an access key id: word characters, at most 128, as IAM's model has it. */
export function isAccessKeyId(text: string): boolean {
  if (text.length === 0 || text.length > MAX_ACCESS_KEY_ID) return false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!(isDigit(code) || isLower(code | 0x20) || code === 95)) return false;
  }
  return true;
}

function fault(rule: BrokenRule, service?: string): CredentialFault {
  return { rule, service };
}

/** Regions and services: lower-case letters, digits, hyphens. */
function isScopePart(text: string): boolean {
  if (text.length === 0 || text.length > MAX_SCOPE_PART) return false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!(isLower(code) || isDigit(code) || code === 45)) return false;
  }
  return true;
}

function isDate(text: string): boolean {
  if (text.length !== 8) return false;
  for (let at = 0; at < 8; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}
