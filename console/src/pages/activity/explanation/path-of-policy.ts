import { paths } from '../../../parts/paths.ts';
import type {
  ToldEdit,
  ToldEvaluation,
  ToldPolicy,
  ToldRequest,
} from '../../../../../src/kernel/told-request.ts';

/** The page on which a policy can be changed; some kinds have none here. */
export function pathOfPolicy({ type, arn, source = '' }: ToldPolicy): string | undefined {
  if (arn?.includes(':policy/') === true && arn.startsWith('arn:aws:iam:')) return paths.policy(arn);
  if (type === 'identity-based policy' || type === 'permissions boundary') return pathOfOwner(source);
  return pathOfResource(source);
}

/** The page of whoever or whatever would get a further policy. */
export function pathOfFurther(
  { type }: ToldEdit,
  { resource }: ToldEvaluation,
  { caller }: ToldRequest,
): string | undefined {
  switch (type) {
    case 'identity-based policy':
      return pathOfCaller(caller);
    case 'resource-based policy':
    case 'role trust policy':
      return pathOfResource(resource);
    default:
      return undefined;
  }
}

/** The page of a caller: a user's, or that of the role of a session. */
export function pathOfCaller(arn: string): string | undefined {
  const who = callerOf(arn);
  if (who === undefined) return undefined;
  return who.kind === 'user' ? paths.user(who.name) : paths.role(who.name);
}

/** Whose policies count for a caller: a user's, or those of the role of a session. */
export function callerOf(arn: string): { readonly kind: 'user' | 'role'; readonly name: string } | undefined {
  const [, kind, name] = /:(user|assumed-role|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if ((kind === 'user' || kind === 'role') && name !== undefined) return { kind, name };
  const role = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  return role === undefined ? undefined : { kind: 'role', name: role };
}

/** @param source `user ann`, `group Crew`, `role Writer` */
function pathOfOwner(source: string): string | undefined {
  const [, kind, name] = /^(user|group|role) (.+)$/.exec(source) ?? [];
  if (name === undefined) return undefined;
  if (kind === 'user') return paths.user(name);
  return kind === 'group' ? paths.group(name) : paths.role(name);
}

function pathOfResource(arn: string): string | undefined {
  const role = /^arn:aws:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
  if (role !== undefined) return paths.role(role);
  const bucket = /^arn:aws:s3:::([^/*?]+)/.exec(arn)?.[1];
  if (bucket !== undefined) return paths.bucket(bucket);
  const name = /^arn:aws:lambda:[^:]+:\d{12}:function:([^:]+)/.exec(arn)?.[1];
  return name === undefined ? undefined : paths.function(name);
}
