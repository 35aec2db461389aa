import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Certificate,
  Extension,
  Extensions,
  Name,
  RelativeDistinguishedName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
  id_ce_basicConstraints,
  id_ce_subjectKeyIdentifier,
} from '@peculiar/asn1-x509';
import { toArrayBuffer } from './array-buffer.ts';

const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const ORGANIZATION_NAME = '2.5.4.10';
const COMMON_NAME = '2.5.4.3';

/** What a certificate says. */
export interface CertificateContents {
  readonly commonName: string;
  readonly organization: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * A certificate that an RSA key makes for itself. The same key and contents always give the same bytes.
 *
 * @returns X.509 version 3, DER
 */
export function selfSignedCertificate(
  key: KeyObject,
  { commonName, organization, notBefore, notAfter }: CertificateContents,
): Buffer {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const digest = createHash('sha256').update(publicKey).update(commonName).digest();
  const name = nameOf([ORGANIZATION_NAME, organization], [COMMON_NAME, commonName]);
  const algorithm = new AlgorithmIdentifier({ algorithm: SHA256_WITH_RSA, parameters: null });
  const contents = new TBSCertificate({
    version: Version.v3,
    // A serial number is positive: its first byte is below 0x80, and not zero.
    serialNumber: toArrayBuffer(Buffer.concat([Buffer.of(0x40), digest.subarray(0, 15)])),
    signature: algorithm,
    issuer: name,
    validity: new Validity({ notBefore, notAfter }),
    subject: name,
    subjectPublicKeyInfo: AsnConvert.parse(publicKey, SubjectPublicKeyInfo),
    extensions: new Extensions([
      extension(
        id_ce_subjectKeyIdentifier,
        new SubjectKeyIdentifier(
          toArrayBuffer(createHash('sha256').update(publicKey).digest().subarray(0, 20)),
        ),
      ),
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true })),
    ]),
  });
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(contents)), key);
  const certificate = new Certificate({
    tbsCertificate: contents,
    signatureAlgorithm: algorithm,
    signatureValue: toArrayBuffer(signature),
  });
  return Buffer.from(AsnConvert.serialize(certificate));
}

function nameOf(...parts: readonly (readonly [type: string, value: string])[]): Name {
  return new Name(
    parts.map(([type, utf8String]) => {
      const value = new AttributeValue({ utf8String });
      return new RelativeDistinguishedName([new AttributeTypeAndValue({ type, value })]);
    }),
  );
}

function extension(extnID: string, value: unknown): Extension {
  return new Extension({ extnID, critical: false, extnValue: new OctetString(AsnConvert.serialize(value)) });
}
