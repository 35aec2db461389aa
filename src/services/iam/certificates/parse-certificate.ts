import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { credentialErrors } from '../credential-errors.ts';

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/**
 * Reads the one certificate of a PEM text, which must be valid at a time.
 *
 * @throws AwsError MalformedCertificate
 */
export function parseCertificate(pem: string, now: Date): X509Certificate {
  const text = pem.trim();
  if (!text.startsWith(BEGIN) || text.indexOf(END) !== text.length - END.length) {
    throw credentialErrors.malformedCertificate('certificate');
  }
  const certificate = readCertificate(text);
  if (certificate === undefined) throw credentialErrors.malformedCertificate('certificate');
  if (now < new Date(certificate.validFrom) || now > new Date(certificate.validTo)) {
    throw credentialErrors.malformedCertificate('period');
  }
  return certificate;
}

/**
 * Checks that a private key is the certificate's own.
 *
 * @throws AwsError MalformedCertificate for what is no unencrypted PEM key, KeyPairMismatch
 */
export function assertPrivateKey(certificate: X509Certificate, pem: string): void {
  const key = readPrivateKey(pem);
  if (key === undefined) throw credentialErrors.malformedCertificate('private key');
  if (!certificate.checkPrivateKey(key)) throw credentialErrors.keyPairMismatch();
}

/**
 * Checks that each certificate of a chain signed the one before it, the first of them the certificate.
 *
 * @throws AwsError MalformedCertificate
 */
export function assertChain(certificate: X509Certificate, pem: string): void {
  let signed = certificate;
  for (const block of blocksOf(pem)) {
    const signer = readCertificate(block);
    if (signer === undefined || !signed.checkIssued(signer) || !signed.verify(signer.publicKey)) {
      throw credentialErrors.malformedCertificate('chain');
    }
    signed = signer;
  }
}

/** @throws AwsError MalformedCertificate when something else stands between the certificates, or nothing at all */
function blocksOf(pem: string): readonly string[] {
  const blocks: string[] = [];
  let rest = pem.trim();
  while (rest !== '') {
    const end = rest.indexOf(END);
    if (!rest.startsWith(BEGIN) || end < 0) throw credentialErrors.malformedCertificate('chain');
    blocks.push(rest.slice(0, end + END.length));
    rest = rest.slice(end + END.length).trimStart();
  }
  if (blocks.length === 0 || blocks.length > LONGEST_CHAIN)
    throw credentialErrors.malformedCertificate('chain');
  return blocks;
}

/** More than any chain has; what is larger only costs time. */
const LONGEST_CHAIN = 20;

/** Node throws for every text that it cannot read; which fault it was, AWS does not tell either. */
function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function readPrivateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
