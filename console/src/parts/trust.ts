/** A statement of a trust policy, as far as it was understood. */
interface TrustStatement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
}

/** Who a role trusts. */
export interface TrustedEntity {
  readonly kind: 'service' | 'account' | 'principal' | 'provider' | 'canonical' | 'anyone';
  /** The service's name before its dot (`ec2`), an account's number, an ARN. */
  readonly name: string;
}

/** Reads a document as IAM answers it: percent-encoded, and maybe no policy at all. */
export function decodeDocument(document: string | undefined): string {
  try {
    return decodeURIComponent(document ?? '');
  } catch {
    return document ?? '';
  }
}

/** Whom a trust policy lets take the role on, each once, in its order. */
export function trustedEntities(document: string | undefined): TrustedEntity[] {
  const found = statementsOf(document)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Principal }) => entitiesOf(Principal));
  return found.filter(
    ({ kind, name }, at) => found.findIndex((other) => other.kind === kind && other.name === name) === at,
  );
}

/**
 * Whether a trust policy lets a service take the role on: `trustsService(document, 'ec2.amazonaws.com')`. Conditions are
 * not looked at: who writes one means it.
 */
export function trustsService(document: string | undefined, service: string): boolean {
  const concerned = statementsOf(document).filter(
    ({ Principal, Action }) => isServiceIn(Principal, service) && listOf(Action).some(isAssumeRole),
  );
  return (
    concerned.some(({ Effect }) => Effect === 'Allow') && !concerned.some(({ Effect }) => Effect === 'Deny')
  );
}

function statementsOf(document: string | undefined): TrustStatement[] {
  try {
    const { Statement } = JSON.parse(decodeDocument(document)) as { Statement?: unknown };
    const list = Array.isArray(Statement) ? Statement : [Statement];
    return list.filter(
      (statement): statement is TrustStatement => typeof statement === 'object' && statement !== null,
    );
  } catch {
    return [];
  }
}

function entitiesOf(principal: unknown): TrustedEntity[] {
  if (principal === '*') return [{ kind: 'anyone', name: '*' }];
  if (typeof principal !== 'object' || principal === null) return [];
  return Object.entries(principal).flatMap(([kind, names]) =>
    listOf(names).map((name) => entityOf(kind, name)),
  );
}

function entityOf(kind: string, name: string): TrustedEntity {
  if (kind === 'Service') return { kind: 'service', name: name.split('.')[0] ?? name };
  if (kind === 'Federated') return { kind: 'provider', name };
  if (kind === 'CanonicalUser') return { kind: 'canonical', name };
  if (name === '*') return { kind: 'anyone', name };
  const account = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
  return account === undefined ? { kind: 'principal', name } : { kind: 'account', name: account };
}

function isServiceIn(principal: unknown, service: string): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  return listOf((principal as { Service?: unknown }).Service).includes(service);
}

/** Whether a pattern of actions means `sts:AssumeRole`; the last star alone is gone back to, so it takes no time to speak of. */
function isAssumeRole(pattern: string): boolean {
  const wanted = 'sts:assumerole';
  const text = pattern.toLowerCase();
  let [at, in_, star, mark] = [0, 0, -1, 0];
  while (at < wanted.length) {
    if (text[in_] === '*') [star, mark, in_] = [in_, at, in_ + 1];
    else if (text[in_] === '?' || text[in_] === wanted[at]) [at, in_] = [at + 1, in_ + 1];
    else if (star >= 0) [in_, mark, at] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return /^\**$/.test(text.slice(in_));
}

function listOf(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === 'string');
}
