import { openMessage } from '../../credentials/sealed-message.ts';
import type { KeyRing } from '../../credentials/key-ring.ts';
import { iamArn, parseArn } from '../../kernel/arn.ts';
import type { ConditionKeys } from '../authorization.ts';
import { conditionKeyName } from './condition-key-names.ts';

/** A refused permission as far as a pasted text tells it. */
export interface PastedRequest {
  /** `arn:…`; who was refused. */
  readonly caller: string;
  readonly action: string;
  /** An ARN, or `*` where the text names none. */
  readonly resource: string;
  /** Empty where the text tells none. */
  readonly keys: ConditionKeys;
}

type Json = Readonly<Record<string, unknown>>;

/** The authorization id in a denial. */
export function authorizationIdIn(text: string): string | undefined {
  return /authorization id: ([\da-z]+)|#\/authorization-details\/([\da-z]+)/
    .exec(text)
    ?.slice(1)
    .find(Boolean);
}

/**
 * Reads the text of a refusal, an encoded authorization message of this house's, what
 * DecodeAuthorizationMessage makes of one, or the JSON of GetRequestAuthorizationDetails.
 *
 * @returns `undefined` for anything else
 */
export function readPaste(text: string, ring: KeyRing): PastedRequest | undefined {
  const pasted = text.trim();
  const blob = /Encoded authorization failure message: ([\w-]+)/.exec(pasted)?.[1] ?? pasted;
  const opened = /^[\w-]{40,}$/.test(blob) ? openMessage(ring, blob) : undefined;
  const json = parse(opened ?? pasted);
  return (json && (readDecoded(json) ?? readDetails(json))) ?? readSentence(pasted);
}

function parse(text: string): Json | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const parsed = JSON.parse(text) as Json;
    const { DecodedMessage: inner } = parsed;
    return typeof inner === 'string' ? parse(inner) : parsed;
  } catch {
    // No JSON after all: the sentence is looked for in the text itself.
    return undefined;
  }
}

/** What DecodeAuthorizationMessage answers. */
function readDecoded({ context }: Json): PastedRequest | undefined {
  if (!isObject(context)) return undefined;
  const { principal, action, resource, conditions } = context;
  const caller = isObject(principal) ? principal['arn'] : undefined;
  if (typeof caller !== 'string' || typeof action !== 'string' || typeof resource !== 'string')
    return undefined;
  const keys: Record<string, readonly string[] | string> = {};
  for (const { key, values } of itemsOf(conditions)) {
    const list = itemsOf(values).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
    const [only] = list;
    if (typeof key === 'string' && only !== undefined)
      keys[conditionKeyName(key)] = list.length === 1 ? only : list;
  }
  return { caller, action, resource, keys };
}

/** What GetRequestAuthorizationDetails answers: the evaluation that was no ALLOW. */
function readDetails({ requestContext, evaluations }: Json): PastedRequest | undefined {
  if (!isObject(requestContext) || !Array.isArray(evaluations)) return undefined;
  const refused = evaluations.filter(isObject).find(({ evaluatedEffect: effect }) => effect !== 'ALLOW');
  const caller = requestContext['aws:PrincipalArn'];
  const { action, resource, context } = refused ?? {};
  if (typeof caller !== 'string' || typeof action !== 'string' || typeof resource !== 'string')
    return undefined;
  const keys = { ...requestContext, ...(isObject(context) ? context : {}) };
  return { caller, action, resource: resource === '' ? '*' : resource, keys: onlyTexts(keys) };
}

function onlyTexts(keys: Json): ConditionKeys {
  const texts = Object.entries(keys).map(([key, value]) => {
    if (Array.isArray(value)) return [key, value.flatMap((item) => textOf(item) ?? [])] as const;
    return [key, textOf(value)] as const;
  });
  return Object.fromEntries(texts);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

const SENTENCE =
  /User: (arn:\S+) is not authorized to perform: ([\w-]+:\w+)(?: on resource: ("[^"]+"|(?:role|user|group|policy|instance profile) \S+|\S+))?/;

function readSentence(text: string): PastedRequest | undefined {
  // The CLI and terminals break lines.
  const [, caller, action, named] = SENTENCE.exec(text.replaceAll(/\s+/g, ' ')) ?? [];
  if (caller === undefined || action === undefined) return undefined;
  return { caller, action, resource: resourceOf(named, caller), keys: {} };
}

/** IAM names some resources without their ARN. */
function resourceOf(named: string | undefined, caller: string): string {
  if (named === undefined) return '*';
  const plain = named.replaceAll(/^"|"$|[.,]$/g, '');
  const [, kind, name] = /^(role|user|group|policy|instance profile) (\S+)$/.exec(plain) ?? [];
  if (kind === undefined || name === undefined || name.startsWith('arn:')) return name ?? plain;
  return iamArn(parseArn(caller)?.accountId ?? '', `${kind.replace(' ', '-')}/${name}`);
}

function itemsOf(value: unknown): readonly Json[] {
  const items = isObject(value) ? value['items'] : undefined;
  return Array.isArray(items) ? items.filter(isObject) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
