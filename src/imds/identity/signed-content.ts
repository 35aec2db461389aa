import { createHash, sign, type KeyObject } from 'node:crypto';
import {
  Attribute,
  CMSVersion,
  ContentInfo,
  DigestAlgorithmIdentifiers,
  EncapsulatedContent,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
  SigningTime,
  id_contentType,
  id_data,
  id_messageDigest,
  id_signedData,
  id_signingTime,
} from '@peculiar/asn1-cms';
import {
  AsnArray,
  AsnConvert,
  AsnObjectIdentifierConverter,
  AsnType,
  AsnTypeTypes,
  OctetString,
} from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const RSA = '1.2.840.113549.1.1.1';

/** What is signed of a signature's own circumstances: a SET of them (RFC 5652, 5.4). */
class SignedAttributes extends AsnArray<Attribute> {}
AsnType({ type: AsnTypeTypes.Set, itemType: Attribute })(SignedAttributes);

/** A key and the certificate by whose issuer and number a signature names it. */
export interface Signer {
  readonly key: KeyObject;
  /** DER. */
  readonly certificate: Uint8Array;
}

/**
 * A document in an envelope with its signature, without the signer's certificate: what AWS calls PKCS7.
 * The same document, time and signer always give the same bytes.
 *
 * @param signedAt shown in the signature
 * @returns CMS SignedData (RFC 5652), SHA-256 with RSA, DER
 */
export function signedContent(document: string, signedAt: Date, { key, certificate }: Signer): Buffer {
  const bytes = Buffer.from(document);
  const digest = createHash('sha256').update(bytes).digest();
  // In DER's order of a SET's members: shorter ones first.
  const attributes = [
    attribute(id_contentType, AsnObjectIdentifierConverter.toASN(id_data).toBER()),
    attribute(id_signingTime, AsnConvert.serialize(new SigningTime(signedAt))),
    attribute(id_messageDigest, AsnConvert.serialize(new OctetString(digest))),
  ];
  const signed = AsnConvert.serialize(new SignedAttributes(attributes));
  const digestAlgorithm = new AlgorithmIdentifier({ algorithm: SHA256, parameters: null });
  const { issuer, serialNumber } = AsnConvert.parse(certificate, Certificate).tbsCertificate;
  const content = new SignedData({
    version: CMSVersion.v1,
    digestAlgorithms: new DigestAlgorithmIdentifiers([digestAlgorithm]),
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: id_data,
      eContent: new EncapsulatedContent({ single: new OctetString(bytes) }),
    }),
    signerInfos: new SignerInfos([
      new SignerInfo({
        version: CMSVersion.v1,
        sid: new SignerIdentifier({
          issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer, serialNumber }),
        }),
        digestAlgorithm,
        signedAttrs: attributes,
        signatureAlgorithm: new AlgorithmIdentifier({ algorithm: RSA, parameters: null }),
        signature: new OctetString(sign('sha256', Buffer.from(signed), key)),
      }),
    ]),
  });
  const envelope = new ContentInfo({ contentType: id_signedData, content: AsnConvert.serialize(content) });
  return Buffer.from(AsnConvert.serialize(envelope));
}

function attribute(attrType: string, value: ArrayBuffer): Attribute {
  return new Attribute({ attrType, attrValues: [value] });
}
