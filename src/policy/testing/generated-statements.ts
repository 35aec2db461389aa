import type { Principal } from '../request.ts';
import type { StatementDocument } from './arbitrary-cases.ts';
import type { Choices } from './choices.ts';
import { generateCondition } from './generated-context.ts';

/** What a case is about; statements are made to speak of it, or nearly. */
export interface Aim {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context: ReadonlyMap<string, string | readonly string[]>;
}

/** A statement that matches more often than not. @param names whether it has a Principal element */
export function generateStatement(
  choices: Choices,
  aim: Aim,
  effect: 'Allow' | 'Deny',
  names: boolean,
): StatementDocument {
  return {
    Effect: effect,
    ...generateActions(choices, aim.action),
    ...generateResources(choices, aim),
    ...(names && generatePrincipal(choices, aim.principal)),
    ...(choices.percent(effect === 'Deny' ? 60 : 40) && {
      Condition: generateCondition(choices, aim.context),
    }),
  };
}

function generateActions(choices: Choices, action: string): StatementDocument {
  const pattern = (): string =>
    choices.percent(80)
      ? actionPattern(choices, action)
      : choices.of(['s3:Put*', 'ec2:*', 'iam:Get?ole', 'sts:AssumeRole']);
  if (choices.percent(12))
    return {
      NotAction: choices.several(1, 2, () =>
        choices.percent(80) ? choices.of(['ec2:Run*', 'iam:?*', 'sts:AssumeRole']) : pattern(),
      ),
    };
  return { Action: choices.percent(60) ? pattern() : choices.several(1, 3, pattern) };
}

function actionPattern(choices: Choices, action: string): string {
  const [service = '', name = ''] = action.split(':');
  const cut = choices.below(name.length + 1);
  return choices.of([
    action,
    '*',
    '*:*',
    `${service}:*`,
    action.toUpperCase(),
    `${service}:${name.slice(0, cut)}*`,
    `${service}:*${name.slice(cut)}`,
    `${service}:${name.slice(0, cut)}?${name.slice(cut + 1)}`,
    `${service}:${name.slice(0, cut)}**${name.slice(cut)}*`,
    `*:${name}`,
  ]);
}

function generateResources(choices: Choices, aim: Aim): StatementDocument {
  const others = ['arn:aws:s3:::other/*', 'arn:aws:ec2:*:*:instance/*', 'arn:aws:s3:::*a*a*a*a*b'];
  const pattern = (): string => (choices.percent(85) ? resourcePattern(choices, aim) : choices.of(others));
  if (choices.percent(12))
    return { NotResource: choices.percent(70) ? choices.of(others) : choices.several(1, 2, pattern) };
  return { Resource: choices.percent(70) ? pattern() : choices.several(1, 3, pattern) };
}

/** The resource, loosened: wildcards in some parts, parts left out, or a variable in the place of a value. */
function resourcePattern(choices: Choices, { resource, context }: Aim): string {
  if (choices.percent(25)) return '*';
  if (!resource.startsWith('arn:')) return choices.of(['*', 'arn:aws:s3:::*']);
  const exact = choices.percent(25) ? withVariable(choices, resource, context) : resource;
  const parts = exact.split(':');
  const at = choices.below(parts.length);
  switch (choices.below(9)) {
    case 0:
      return parts.slice(0, 1 + at).join(':');
    case 1:
      return `${exact.slice(0, 6 + choices.below(Math.max(1, exact.length - 5)))}*`;
    case 2:
      return `${exact.slice(0, -1)}?`;
    case 3:
    case 4:
    case 5:
      return withLoosenedParts(choices, parts).join(':');
    case 6:
      return withLoosenedParts(choices, withJoinedParts(choices, parts, at)).join(':');
    case 7:
      return choices.percent(20) ? exact.toUpperCase() : exact;
    default:
      return exact;
  }
}

/** Some parts as one: a `*` at its end may run on across them, another wildcard may not. */
function withJoinedParts(choices: Choices, parts: readonly string[], from: number): string[] {
  const count = 2 + choices.below(3);
  const first = parts[from]?.slice(0, 1) ?? '';
  const last =
    parts
      .slice(from, from + count)
      .at(-1)
      ?.slice(-1) ?? '';
  return parts.toSpliced(from, count, choices.of(['*', `${first}*`, `${first}*${last}`, `*${last}`, '?*']));
}

function withLoosenedParts(choices: Choices, parts: readonly string[]): string[] {
  const loosened = [...parts];
  for (let more = 1 + choices.below(2); more > 0; more -= 1) {
    const at = choices.below(parts.length);
    loosened[at] = loosenedPart(choices, loosened[at] ?? '');
  }
  return loosened;
}

function loosenedPart(choices: Choices, part: string): string {
  const cut = choices.below(part.length + 1);
  return choices.of([
    '*',
    `${part.slice(0, cut)}*`,
    `*${part.slice(cut)}`,
    `${part.slice(0, cut)}*${part.slice(cut)}`,
    // What overlaps: the same characters may not be counted twice.
    `${part.slice(0, cut)}*${part.slice(-2)}*${part.slice(Math.max(0, cut - 1))}`,
    `${part.slice(0, cut)}?${part.slice(cut + 1)}`,
    `?${part}`,
    `**${part}**`,
    part,
  ]);
}

function withVariable(choices: Choices, resource: string, context: Aim['context']): string {
  const [key, value] = choices.of([...context, ['none:key', 'a'] as const]);
  const written = choices.of([
    `\${${key}}`,
    `\${${key.toUpperCase()}}`,
    `\${${key}, 'a'}`,
    '${*}',
    '${$}',
    '${',
    `\${${key}`,
    '${}',
  ]);
  const from = typeof value === 'string' && value !== '' ? resource.lastIndexOf(value) : -1;
  const at = from >= 0 ? from : choices.below(resource.length + 1);
  const replaced = `${resource.slice(0, at)}${written}${resource.slice(from >= 0 ? at + value.length : at)}`;
  return choices.percent(30) ? `${replaced}*` : replaced;
}

/** A Principal or NotPrincipal element: the caller under one of its names, or someone else. */
function generatePrincipal(choices: Choices, caller: Principal): StatementDocument {
  if (choices.percent(12)) {
    const names = namesOf(caller).filter(() => choices.percent(85));
    const listed = choices.percent(80) ? { AWS: names, ...kindsOf(caller) } : someNames(choices, caller);
    // With Allow it is not supported.
    return { NotPrincipal: listed, ...(choices.percent(85) && { Effect: 'Deny' }) };
  }
  return {
    Principal: choices.percent(25) ? choices.of(['*', { AWS: '*' }]) : someNames(choices, caller),
  };
}

function someNames(choices: Choices, caller: Principal): Record<string, unknown> {
  const all = [
    ...namesOf(caller),
    'arn:aws:iam::222222222222:root',
    'arn:aws:iam::111111111111:user/other',
    '111111111111',
  ];
  const aws = choices.percent(70) ? choices.of(all) : choices.several(1, 3, () => choices.of(all));
  return choices.percent(70) ? { AWS: aws, ...kindsOf(caller) } : { AWS: aws };
}

function namesOf(caller: Principal): string[] {
  switch (caller.kind) {
    case 'user':
      return [caller.arn, caller.id, caller.accountId];
    case 'role-session':
      return [caller.sessionArn, caller.roleArn, caller.roleId, `arn:aws:iam::${caller.accountId}:root`];
    case 'federated-user':
      return [caller.arn, caller.issuer.arn, caller.issuer.id, caller.accountId];
    case 'root':
      return [caller.accountId, `arn:aws-cn:iam::${caller.accountId}:root`];
    case 'service':
    case 'external':
    case 'anonymous':
      return [];
  }
}

function kindsOf(caller: Principal): Record<string, unknown> {
  if (caller.kind === 'service') return { Service: [caller.service] };
  if (caller.kind === 'external') return { Federated: caller.provider };
  return 'canonicalUserId' in caller ? { CanonicalUser: caller.canonicalUserId } : {};
}
