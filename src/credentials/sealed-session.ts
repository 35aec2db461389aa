import type { Session } from '../kernel/caller.ts';

/** Temporary credentials and whom they stand for: what a session token carries. */
export interface SealedSession {
  /** `ASIA…` */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  readonly principal: SessionPrincipal;
  readonly session: Session;
}

/** Whom temporary credentials stand for, by unique id: a role made anew under an old name is another. */
export type SessionPrincipal =
  | {
      readonly kind: 'assumed-role';
      /** `AROA…` */
      readonly roleId: string;
      readonly roleName: string;
      /** For example `/service-role/`; absent for `/`. */
      readonly rolePath?: string | undefined;
      readonly sessionName: string;
    }
  | {
      readonly kind: 'user';
      /** `AIDA…` */
      readonly userId: string;
      readonly userName: string;
      /** Absent for `/`. */
      readonly userPath?: string | undefined;
    }
  | { readonly kind: 'root' }
  /** An instance itself, without a role. */
  | { readonly kind: 'instance'; readonly instanceId: string }
  | {
      readonly kind: 'federated-user';
      readonly name: string;
      /** Who called GetFederationToken. */
      readonly issuer: {
        readonly kind: 'user' | 'root';
        readonly principalId: string;
        readonly arn: string;
      };
    };

/** Every member of {@link Session} under a short name: one that is forgotten does not compile. */
const SESSION_NAMES: Readonly<Record<keyof Session, string>> = {
  issuedAt: 'i',
  expiresAt: 'e',
  madeBy: 'm',
  policy: 'p',
  policyArns: 'a',
  tags: 't',
  transitiveTagKeys: 'y',
  sourceIdentity: 's',
  mfaAt: 'f',
  contextKeys: 'c',
};

/** Writes a session as compact JSON. */
export function encodeSession(content: SealedSession): string {
  const session: Record<string, unknown> = {};
  for (const [name, short] of Object.entries(SESSION_NAMES)) {
    session[short] = content.session[name as keyof Session];
  }
  const { accessKeyId, secretAccessKey, accountId, principal } = content;
  return JSON.stringify([accessKeyId, secretAccessKey, accountId, principal, session]);
}

/** Reads what {@link encodeSession} wrote. The text is authentic: it was sealed by this house. */
export function decodeSession(json: string): SealedSession {
  const [accessKeyId, secretAccessKey, accountId, principal, short] = JSON.parse(json) as [
    string,
    string,
    string,
    SessionPrincipal,
    Record<string, unknown>,
  ];
  const session: Record<string, unknown> = {};
  for (const [name, shortName] of Object.entries(SESSION_NAMES)) {
    if (short[shortName] !== undefined) session[name] = short[shortName];
  }
  return { accessKeyId, secretAccessKey, accountId, principal, session: session as unknown as Session };
}
