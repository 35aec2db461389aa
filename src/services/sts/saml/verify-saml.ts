import { createHash } from 'node:crypto';
import type { FederatedIdentity } from '../../../kernel/caller.ts';
import { iamArn } from '../../../kernel/arn.ts';
import type { House } from '../../../operation/house.ts';
import { readXml, type XmlElement } from '../../../protocol/xml-reader.ts';
import { prepared } from '../../../store/prepared.ts';
import { stsErrors } from '../errors.ts';
import { readAssertion, type Assertion } from './read-assertion.ts';
import { verifiedAssertion } from './verify-signature.ts';

/** Whom a verified assertion speaks of. */
export interface SamlIdentity extends FederatedIdentity {
  readonly assertion: Assertion;
  /** `<account>/<provider's name>` */
  readonly doc: string;
  /** What tells subjects of different providers apart. */
  readonly nameQualifier: string;
}

const providerOf = prepared((db, p: { accountId: string; name: string }) =>
  db
    .selectFrom('saml_providers')
    .select(['entity_id', 'certificates', 'valid_until'])
    .where('account_id', '=', p.accountId)
    .where('name', '=', p.name),
);

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
/** How old an assertion may be, and how far a provider's clock may be ahead, ms. */
const FIVE_MINUTES_MS = 5 * 60 * 1000;
const SIGN_IN = /^https:\/\/(?:[a-z]{2}(?:-[a-z]+)+-\d\.)?signin\.aws\.amazon\.com\/saml(?:\/acs\/[\w-]+)?$/;

/**
 * Verifies a SAML response against the metadata of a provider of the role's account: signature, issuer,
 * recipient, audience, and its time (in real time, which is the provider's).
 *
 * @param encoded base64
 * @throws AwsError InvalidIdentityToken, ExpiredTokenException, IDPRejectedClaim
 */
export async function verifySaml(
  house: House,
  accountId: string,
  provider: string,
  encoded: string,
): Promise<SamlIdentity> {
  const name = provider.slice(provider.lastIndexOf('/') + 1);
  const known =
    provider === iamArn(accountId, `saml-provider/${name}`)
      ? await house.store.read((tx) => providerOf.first(tx, { accountId, name }))
      : undefined;
  if (known === undefined) throw stsErrors.noSamlProvider();
  const xml = Buffer.from(encoded, 'base64').toString('utf8');
  // Document types are refused here, so that nothing of them reaches the parser below.
  const response = readXml(xml);
  if (response === undefined) throw stsErrors.invalidSamlResponse();
  assertSuccess(response);
  const certificates = JSON.parse(known.certificates) as string[];
  const assertion = readAssertion(await verifiedAssertion(xml, response, certificates));
  if (assertion.issuer !== known.entity_id) throw stsErrors.unknownSamlIssuer();
  const now = house.clock.real().getTime();
  if (known.valid_until <= now) throw stsErrors.invalidSamlResponse();
  assertFor(assertion);
  assertTimely(assertion, now);
  return {
    provider,
    audience: assertion.recipient,
    subject: assertion.subject,
    assertion,
    doc: `${accountId}/${name}`,
    nameQualifier: createHash('sha1').update(`${assertion.issuer}${accountId}/${name}`).digest('base64'),
  };
}

function assertSuccess(response: XmlElement): void {
  const status = response.children.find(({ name }) => name === 'Status');
  const code = status?.children.find(({ name }) => name === 'StatusCode')?.attributes.get('Value');
  if (code !== SUCCESS) throw stsErrors.rejectedByProvider();
}

function assertFor({ recipient, audiences }: Assertion): void {
  const isForAws = audiences.some((each) => each === 'urn:amazon:webservices' || SIGN_IN.test(each));
  if (!isForAws || !SIGN_IN.test(recipient)) throw stsErrors.wrongSamlAudience();
}

function assertTimely({ issuedAt, notBefore, notOnOrAfter }: Assertion, now: number): void {
  if (notOnOrAfter <= now || issuedAt + FIVE_MINUTES_MS <= now) throw stsErrors.samlExpired();
  if (Math.max(notBefore ?? 0, issuedAt) > now + FIVE_MINUTES_MS) throw stsErrors.tokenOfTheFuture();
}
