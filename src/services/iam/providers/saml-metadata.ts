import { X509Certificate } from 'node:crypto';
import { readXml, type XmlElement } from '../../../protocol/xml-reader.ts';
import { invalidMetadata } from '../errors.ts';

/** What of an identity provider's metadata counts. */
export interface SamlMetadata {
  /** What its assertions name as their issuer. */
  readonly entityId: string;
  /** The certificates whose keys sign, as base64 DER. */
  readonly certificates: readonly string[];
  /** Until when it may be used, ms since 1970; absent where it does not say. */
  readonly validUntil: number | undefined;
}

const MOST_CERTIFICATES = 20;

/**
 * Reads the metadata of a SAML identity provider. Document types, and so entities, are refused.
 *
 * @throws AwsError InvalidInput
 */
export function readSamlMetadata(document: string): SamlMetadata {
  const root = readXml(document);
  const entityId = root?.attributes.get('entityID');
  if (root?.name !== 'EntityDescriptor' || entityId === undefined || entityId === '') throw invalidMetadata();
  const certificates = childrenOf(childrenOf([root], 'IDPSSODescriptor'), 'KeyDescriptor')
    .filter(({ attributes }) => attributes.get('use') !== 'encryption')
    .flatMap((key) => childrenOf(childrenOf(childrenOf([key], 'KeyInfo'), 'X509Data'), 'X509Certificate'))
    .map(({ text }) => text.replace(/\s+/g, ''));
  if (certificates.length === 0 || certificates.length > MOST_CERTIFICATES) throw invalidMetadata();
  if (!certificates.every(isCertificate)) throw invalidMetadata();
  const until = root.attributes.get('validUntil');
  const validUntil = until === undefined ? undefined : Date.parse(until);
  if (Number.isNaN(validUntil)) throw invalidMetadata();
  return { entityId, certificates, validUntil };
}

function childrenOf(elements: readonly XmlElement[], name: string): XmlElement[] {
  return elements.flatMap(({ children }) => children.filter((child) => child.name === name));
}

function isCertificate(base64: string): boolean {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).publicKey.type === 'public';
  } catch {
    return false;
  }
}
