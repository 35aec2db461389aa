import { X509Certificate } from 'node:crypto';
import { readXml, type XmlElement } from '../../../protocol/xml-reader.ts';
import { stsErrors } from '../errors.ts';

const SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#';
/** RSA with SHA-2. HMACs, whose key would be the public one, and SHA-1 are not among them. */
const SIGNATURE_ALGORITHMS: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
]);

/**
 * Verifies a SAML response and answers its assertion, read from the very bytes that were signed: nothing
 * that the signature does not cover is ever looked at. A response has one assertion, wherever it may hide, and
 * each signature covers the element that it is in, whole.
 *
 * @param xml well-formed, without a document type: checked by the caller
 * @param certificates of the provider's metadata, base64 DER; those in the response count for nothing
 * @throws AwsError InvalidIdentityToken
 */
export async function verifiedAssertion(
  xml: string,
  response: XmlElement,
  certificates: readonly string[],
): Promise<XmlElement> {
  if (response.name !== 'Response' || count(response, 'Assertion') !== 1)
    throw stsErrors.invalidSamlResponse();
  const { DOMParser } = await import('@xmldom/xmldom');
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  const assertion = childrenNamed(root, 'Assertion')[0];
  if (assertion === undefined) throw stsErrors.invalidSamlResponse();
  const signed = [assertion, root].find((element) => childrenNamed(element, 'Signature').length > 0);
  const [signature, ...others] = signed === undefined ? [] : childrenNamed(signed, 'Signature');
  if (signed === undefined || signature === undefined || others.length > 0) {
    throw stsErrors.invalidSamlSignature();
  }
  if (signature.namespaceURI !== SIGNATURE_NAMESPACE) throw stsErrors.invalidSamlSignature();
  for (const certificate of certificates) {
    const bytes = await signedBytes(xml, signature, certificate, signed.getAttribute('ID') ?? '');
    const element = bytes === undefined ? undefined : readXml(bytes);
    const found = element?.name === 'Response' ? assertionIn(element) : element;
    if (found?.name === 'Assertion') return found;
  }
  throw stsErrors.invalidSamlSignature();
}

/** The canonical form of what the signature covers; `undefined` when this certificate's key did not make it. */
async function signedBytes(
  xml: string,
  signature: Element,
  certificate: string,
  id: string,
): Promise<string | undefined> {
  const { SignedXml } = await import('xml-crypto');
  const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'));
  if (publicKey.asymmetricKeyType !== 'rsa') return undefined;
  const signed = new SignedXml({ publicCert: publicKey, getCertFromKeyInfo: () => null });
  for (const algorithm of Object.keys(signed.SignatureAlgorithms)) {
    if (!SIGNATURE_ALGORITHMS.has(algorithm)) delete signed.SignatureAlgorithms[algorithm];
  }
  delete signed.HashAlgorithms['http://www.w3.org/2000/09/xmldsig#sha1'];
  try {
    signed.loadSignature(signature);
    const references = signed.getReferences();
    if (id === '' || references.length !== 1 || references[0]?.uri !== `#${id}`) return undefined;
    if (!signed.checkSignature(xml)) return undefined;
    const covered = signed.getSignedReferences();
    return covered.length === 1 ? covered[0] : undefined;
  } catch {
    // The library throws for whatever it cannot verify; to the sender it is all one.
    return undefined;
  }
}

function assertionIn(response: XmlElement): XmlElement | undefined {
  return response.children.find(({ name }) => name === 'Assertion');
}

function count(element: XmlElement, name: string): number {
  const here = element.name === name ? 1 : 0;
  return element.children.reduce((sum, child) => sum + count(child, name), here);
}

function childrenNamed(element: Element, name: string): Element[] {
  const children: Element[] = [];
  for (let child = element.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType === 1 && (child as Element).localName === name) children.push(child as Element);
  }
  return children;
}
