import { accountNamedBy } from '../principal-matcher.ts';
import type { PrincipalShape } from './policy-shape.ts';

/** Who may be named: tells whether a principal that is well formed exists. */
export type ResolvePrincipal = (
  kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser',
  name: string,
) => boolean;

/** A name in a Principal element that IAM does not accept. */
export interface InvalidPrincipal {
  readonly kind: string;
  readonly name: string;
  readonly offset: number;
}

const FORMS: Readonly<Record<Parameters<ResolvePrincipal>[0], (name: string) => boolean>> = {
  AWS: (name) =>
    name === '*' || accountNamedBy(name) !== undefined || IDENTITY.test(name) || UNIQUE_ID.test(name),
  Service: (name) => SERVICE.test(name),
  Federated: (name) => PROVIDER_ARN.test(name) || /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(name),
  CanonicalUser: (name) => /^[0-9a-f]{64}$/.test(name),
};

/**
 * AWS knows its services' names one by one and publishes no list of them; where they end is what they share.
 * Alexa's are the only ones under `amazon.com`.
 */
const SERVICE = /^(?:(?:[a-z0-9-]+\.)+(?:amazonaws\.com(?:\.cn)?|aws\.internal)|alexa-[a-z-]+\.amazon\.com)$/;

const IDENTITY =
  /^arn:aws[\w-]*:(?:iam::\d{12}:(?:user|role)|sts::\d{12}:(?:assumed-role\/[\w+=,.@-]+|federated-user))\/[^*?\s]+$/;
/** A principal that was deleted stays in the document as its id. */
const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z0-9]{4,124}$/;
const PROVIDER_ARN = /^arn:aws[\w-]*:iam::\d{12}:(?:saml|oidc)-provider\/[^*?\s]+$/;

/** The first name that is malformed or, if `resolve` is given, unknown. */
export function invalidPrincipal(
  principal: PrincipalShape,
  resolve: ResolvePrincipal | undefined,
): InvalidPrincipal | undefined {
  for (const [kind, { value: name, start: offset }] of principal.names) {
    if (!isKind(kind) || !FORMS[kind](name)) return { kind, name, offset };
    if (name !== '*' && resolve?.(kind, name) === false) return { kind, name, offset };
  }
  return undefined;
}

function isKind(kind: string): kind is keyof typeof FORMS {
  return Object.hasOwn(FORMS, kind);
}
