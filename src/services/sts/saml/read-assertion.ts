import type { XmlElement } from '../../../protocol/xml-reader.ts';
import { stsErrors } from '../errors.ts';

/** What a verified assertion says. Times are ms since 1970. */
export interface Assertion {
  readonly issuer: string;
  readonly issuedAt: number;
  readonly subject: string;
  /** `persistent`, `transient`, … or a format of someone else's, whole. */
  readonly subjectType: string;
  readonly recipient: string;
  readonly audiences: readonly string[];
  readonly notBefore: number | undefined;
  /** The earliest of all times from which it may not be used. */
  readonly notOnOrAfter: number;
  /** When the session at the provider ends, and with it the role's. */
  readonly sessionEndsAt: number | undefined;
  /** By name. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

const FORMAT_PREFIX = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** @throws AwsError InvalidIdentityToken when something that must be there is not */
export function readAssertion(assertion: XmlElement): Assertion {
  const subject = only(assertion, 'Subject');
  const nameId = only(subject, 'NameID');
  const confirmation = subject.children.find(
    ({ name, attributes }) => name === 'SubjectConfirmation' && attributes.get('Method') === BEARER,
  );
  const data = only(confirmation ?? missing(), 'SubjectConfirmationData');
  const conditions = only(assertion, 'Conditions');
  const format = nameId.attributes.get('Format') ?? '';
  return {
    issuer: only(assertion, 'Issuer').text.trim(),
    issuedAt: timeOf(assertion, 'IssueInstant') ?? missing(),
    subject: nameId.text.trim() || missing(),
    subjectType: format.startsWith(FORMAT_PREFIX) ? format.slice(FORMAT_PREFIX.length) : format,
    recipient: data.attributes.get('Recipient') ?? missing(),
    audiences: named(named([conditions], 'AudienceRestriction'), 'Audience').map(({ text }) => text.trim()),
    notBefore: timeOf(conditions, 'NotBefore'),
    notOnOrAfter: Math.min(
      timeOf(data, 'NotOnOrAfter') ?? missing(),
      timeOf(conditions, 'NotOnOrAfter') ?? Infinity,
    ),
    sessionEndsAt: named([assertion], 'AuthnStatement')
      .map((statement) => timeOf(statement, 'SessionNotOnOrAfter'))
      .find((time) => time !== undefined),
    attributes: attributesOf(assertion),
  };
}

function attributesOf(assertion: XmlElement): ReadonlyMap<string, readonly string[]> {
  const attributes = new Map<string, string[]>();
  for (const attribute of named(named([assertion], 'AttributeStatement'), 'Attribute')) {
    const values = named([attribute], 'AttributeValue').map(({ text }) => text.trim());
    const name = attribute.attributes.get('Name') ?? missing();
    attributes.set(name, [...(attributes.get(name) ?? []), ...values]);
  }
  return attributes;
}

function only(element: XmlElement, name: string): XmlElement {
  const [found, ...others] = named([element], name);
  return found === undefined || others.length > 0 ? missing() : found;
}

function named(elements: readonly XmlElement[], name: string): XmlElement[] {
  return elements.flatMap(({ children }) => children.filter((child) => child.name === name));
}

function timeOf(element: XmlElement, attribute: string): number | undefined {
  const text = element.attributes.get(attribute);
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? missing() : time;
}

function missing(): never {
  throw stsErrors.invalidSamlResponse();
}
