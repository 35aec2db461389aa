import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';

/** A SAML identity provider: its key, its certificate and what it signs. */
export class SamlProvider {
  readonly entityId: string;
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;

  constructor(entityId = 'https://idp.example.com/saml') {
    this.entityId = entityId;
    ({ privateKey: this.#privateKey, publicKey: this.#publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
    }));
  }

  get publicPem(): string {
    return this.#publicKey.export({ format: 'pem', type: 'spki' }).toString();
  }

  /** Base64 DER. */
  get certificate(): string {
    return selfSigned(this.#privateKey, this.#publicKey).toString('base64');
  }

  get metadata(): string {
    const { certificate } = this;
    return `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${this.entityId}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${this.entityId}"/></md:IDPSSODescriptor></md:EntityDescriptor>`;
  }

  /** Signs an element of a response. @returns the response's XML */
  sign(xml: string, element: 'Assertion' | 'Response' = 'Assertion', algorithm = RSA_SHA256): string {
    const signer = new SignedXml({
      privateKey: algorithm.includes('hmac') ? this.publicPem : this.#privateKey,
      signatureAlgorithm: algorithm,
      canonicalizationAlgorithm: EXCLUSIVE,
    });
    if (algorithm.includes('hmac')) signer.enableHMAC();
    const xpath = `//*[local-name(.)='${element}']`;
    signer.addReference({
      xpath,
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', EXCLUSIVE],
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    });
    signer.computeSignature(xml, { location: { reference: xpath, action: 'append' } });
    return signer.getSignedXml();
  }
}

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const HMAC_SHA1 = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** What a response says; what is left out is as it should be. */
export interface Said {
  readonly issuer?: string;
  readonly subject?: string;
  readonly recipient?: string;
  readonly audience?: string;
  readonly status?: string;
  /** Seconds from now. */
  readonly issuedAt?: number;
  readonly expiresAt?: number;
  readonly sessionEndsAt?: number;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** An unsigned SAML response. */
export function responseOf(said: Said): string {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  const {
    issuer = 'https://idp.example.com/saml',
    subject = 'ann',
    recipient = 'https://signin.aws.amazon.com/saml',
    audience = 'urn:amazon:webservices',
    status = 'Success',
    issuedAt = 0,
    expiresAt = 300,
    sessionEndsAt,
    attributes,
  } = said;
  const session = sessionEndsAt === undefined ? '' : ` SessionNotOnOrAfter="${at(sessionEndsAt)}"`;
  const statements = Object.entries(attributes)
    .map(
      ([name, values]) =>
        `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
    )
    .join('');
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_response" Version="2.0" IssueInstant="${at(issuedAt)}"><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status><saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_assertion" Version="2.0" IssueInstant="${at(issuedAt)}"><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${subject}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(expiresAt)}" Recipient="${recipient}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(issuedAt - 60)}" NotOnOrAfter="${at(expiresAt)}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${at(issuedAt)}"${session}/><saml:AttributeStatement>${statements}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;
}

/** A self-signed certificate in DER, which node:crypto reads but does not make. */
function selfSigned(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  const sha256WithRsa = der(0x30, Buffer.from('06092a864886f70d01010b0500', 'hex'));
  const commonName = der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('idp')));
  const name = der(0x30, der(0x31, commonName));
  const validity = der(
    0x30,
    der(0x17, Buffer.from('200101000000Z')),
    der(0x17, Buffer.from('491231235959Z')),
  );
  const key = publicKey.export({ format: 'der', type: 'spki' });
  const one = Buffer.from('020101', 'hex');
  const content = der(0x30, one, sha256WithRsa, name, validity, name, key);
  const signature = sign('sha256', content, privateKey);
  return der(0x30, content, sha256WithRsa, der(0x03, Buffer.from([0]), signature));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
