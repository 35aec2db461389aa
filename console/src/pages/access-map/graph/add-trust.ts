import { trustedEntities, type TrustedEntity } from '../../../parts/trust.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** Stands in a trust policy where a user or role was that is deleted: nobody is it any more. */
const DELETED = /^A(?:IDA|ROA)[A-Z0-9]{12,}$/;

/** Who may take a role on; a role that nobody may is told. */
export function addTrust(
  builder: GraphBuilder,
  roleArn: string,
  document: string | undefined,
  accountId: string,
): void {
  const entities = trustedEntities(document).filter(({ name }) => !DELETED.test(name));
  if (entities.length === 0) builder.remark(roleArn, 'role-nobody');
  for (const entity of entities) builder.connect(addPrincipal(builder, entity, accountId), roleArn, 'trusts');
}

/** Whom a policy names: the user or role itself where it is on the map. Answers its node's id. */
export function addPrincipal(
  builder: GraphBuilder,
  { kind, name }: TrustedEntity,
  accountId: string,
): string {
  if (kind === 'principal' && builder.has(name)) return name;
  const session = /^arn:([^:]*):sts::(\d+):assumed-role\/([^/]+)\//.exec(name);
  const role = session === null ? '' : `arn:${session[1]}:iam::${session[2]}:role/${session[3]}`;
  if (builder.has(role)) return role;
  const id = `${kind} ${name}`;
  const isOwn = kind === 'account' && name === accountId;
  const principal = isOwn ? 'own-account' : kind;
  builder.add({ id, kind: 'principal', name: shorten(name), principal });
  return id;
}

/** An ARN's last part; any other name as it is. */
function shorten(name: string): string {
  return name.startsWith('arn:') ? name.split(':').slice(5).join(':') : name;
}
