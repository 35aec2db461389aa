import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
} from '@peculiar/asn1-x509';

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
/** What X.520 allows a common name. */
const MOST_COMMON_NAME = 64;

/** What every certificate says. */
export interface CertificateContents {
  /** 16 bytes. */
  readonly serialNumber: Uint8Array;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** EC keys on P-256. */
  readonly publicKey: KeyObject;
  readonly issuerKey: KeyObject;
}

/** The certificate of an authority that signs servers' certificates, by itself. @returns PEM */
export function authorityCertificate(contents: CertificateContents): string {
  return certificate(contents, contents.issuer, [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
    extension(
      id_ce_subjectKeyIdentifier,
      new SubjectKeyIdentifier(toArrayBuffer(keyIdOf(contents.publicKey))),
    ),
  ]);
}

/** The certificate of a server under one name. @returns PEM */
export function serverCertificate(contents: CertificateContents, dNSName: string): string {
  // A longer name stands among the alternative names only, which is where clients look.
  const commonName = dNSName.length <= MOST_COMMON_NAME ? dNSName : 'amazonaws.com';
  const authority = new KeyIdentifier(toArrayBuffer(keyIdOf(createPublicKey(contents.issuerKey))));
  return certificate(contents, commonName, [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
    extension(id_ce_subjectAltName, new SubjectAlternativeName([new GeneralName({ dNSName })])),
    extension(id_ce_authorityKeyIdentifier, new AuthorityKeyIdentifier({ keyIdentifier: authority })),
  ]);
}

function certificate(contents: CertificateContents, subject: string, extensions: Extension[]): string {
  const { serialNumber, issuer, notBefore, notAfter, publicKey, issuerKey } = contents;
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  // A serial number is positive and has no leading zeros: its first byte is from 0x40 to 0x7f.
  const serial = Uint8Array.from(serialNumber);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: toArrayBuffer(serial),
    signature: algorithm,
    issuer: named(issuer),
    validity: new Validity({ notBefore, notAfter }),
    subject: named(subject),
    subjectPublicKeyInfo: AsnConvert.parse(spkiOf(publicKey), SubjectPublicKeyInfo),
    extensions: new Extensions(extensions),
  });
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), issuerKey);
  const signed = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: toArrayBuffer(signature),
  });
  return pem(Buffer.from(AsnConvert.serialize(signed)));
}

function named(utf8String: string): Name {
  const value = new AttributeValue({ utf8String });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })])]);
}

function extension(extnID: string, value: unknown, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

function keyIdOf(publicKey: KeyObject): Buffer {
  return createHash('sha256').update(spkiOf(publicKey)).digest().subarray(0, 20);
}

function spkiOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

/** Bytes as the ASN.1 library takes them: a buffer of their own. */
function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
