import { isSettled, listed, member, options, textOf, valueFrom, type Value } from './value.ts';

/**
 * A document as a tree also where it is written as JSON text: then all its parts have the text's place.
 * `undefined` for text that is no JSON.
 */
export function documentTree(value: Value): Value | undefined {
  if (value.kind !== 'text') return value;
  try {
    return placed(valueFrom(JSON.parse(value.text), value.spot), value);
  } catch {
    return undefined;
  }
}

function placed(value: Value, { spot, isMadeUp }: Value): Value {
  const common = { spot, isMadeUp };
  switch (value.kind) {
    case 'list':
      return { ...value, ...common, items: value.items.map((item) => placed(item, { ...value, ...common })) };
    case 'object':
      return {
        ...{ ...value, ...common },
        members: new Map(
          [...value.members].map(([name, one]) => [name, placed(one, { ...value, ...common })] as const),
        ),
      };
    default:
      return { ...value, ...common };
  }
}

/** A document's statements. */
export function statementsOf(document: Value): readonly Value[] {
  const tree = documentTree(document);
  return tree === undefined ? [] : listed(member(tree, 'Statement'));
}

/** The texts of a member that is one or a list of them. */
export function textsOf(statement: Value, name: string): readonly Value[] {
  return options(statement).flatMap((one) =>
    one.kind === 'object' ? listed(one.members.get(name)).filter((item) => textOf(item) !== undefined) : [],
  );
}

/**
 * Whether a trust policy lets a service assume the role, whatever its conditions; `undefined` where it
 * cannot be told.
 */
export function trusts(trust: Value, service: string): boolean | undefined {
  const statements = statementsOf(trust);
  if (statements.length === 0 || !statements.every((one) => isReadable(one))) return undefined;
  // Where nobody is named at all, it is no trust policy.
  if (!statements.some((one) => member(one, 'Principal') !== undefined)) return undefined;
  return statements.some(
    (statement) =>
      textOf(member(statement, 'Effect')) === 'Allow' &&
      textsOf(statement, 'Action').some((action) => ASSUMES.test(textOf(action) ?? '')) &&
      namesService(statement, service),
  );
}

const ASSUMES = /^(?:\*|sts:(?:\*|assume\*|assumerole\*?))$/i;

function isReadable(statement: Value): boolean {
  if (statement.kind !== 'object' || statement.members.has('NotPrincipal')) return false;
  const parts = ['Effect', 'Action', 'Principal'].map((name) => statement.members.get(name));
  return parts.every((part) => part === undefined || isSettled(part));
}

function namesService(statement: Value, service: string): boolean {
  const principal = member(statement, 'Principal');
  if (textOf(principal) === '*') return true;
  const services = principal === undefined ? [] : textsOf(principal, 'Service').map((one) => textOf(one));
  return services.some((one) => one === service || one === `${service}.cn`);
}

/** The services that a trust policy names. */
export function trustedServices(trust: Value): readonly string[] {
  return statementsOf(trust).flatMap((statement) => {
    const principal = member(statement, 'Principal');
    return principal === undefined ? [] : textsOf(principal, 'Service').map((one) => textOf(one) ?? '');
  });
}
