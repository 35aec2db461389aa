import { parseArn } from '../kernel/arn.ts';
import { withoutIndexes } from './addresses.ts';
import { textOf, type Value } from './value.ts';
import type { Profile, Role, World } from './world.ts';

/** Whom a value names, as far as it can be told. */
export interface Named {
  readonly form: 'name' | 'arn' | 'other';
  /** Known of links and ARNs; a bare name does not tell. */
  readonly kind?: 'role' | 'instance-profile' | 'policy' | 'other' | undefined;
  /** The role of the template that has this name or ARN. */
  readonly role?: Role | undefined;
  readonly profile?: Profile | undefined;
  /** As it is written, where the template says it itself. */
  readonly text?: string | undefined;
}

/** Says whom a value names; `undefined` for what only the deploy will tell. */
export function namedBy(world: World, value: Value): Named | undefined {
  const { roles, profiles, types } = indexOf(world);
  const text = textOf(value);
  const { link } = value;
  if (link !== undefined) {
    const { resource, gives } = link;
    const role = roles.byId.get(resource);
    const own = profiles.byId.get(resource);
    // Another's name may be a profile's name too.
    const profile = own ?? (gives === 'name' ? profiles.byName.get(text ?? '') : undefined);
    return { form: gives, kind: kindOf(role, own, types.get(resource)), role, profile };
  }
  if (text === undefined || value.isMadeUp !== undefined) return undefined;
  const arn = parseArn(text);
  if (arn === undefined) {
    return { form: 'name', role: roles.byName.get(text), profile: profiles.byName.get(text), text };
  }
  const [kind = ''] = arn.service === 'iam' ? arn.resource.split('/') : [];
  const name = arn.resource.split('/').at(-1) ?? '';
  return {
    form: 'arn',
    kind: kind === 'role' || kind === 'instance-profile' || kind === 'policy' ? kind : 'other',
    role: kind === 'role' ? roles.byName.get(name) : undefined,
    profile: kind === 'instance-profile' ? profiles.byName.get(name) : undefined,
    text,
  };
}

function kindOf(role: Role | undefined, profile: Profile | undefined, type = ''): Named['kind'] {
  if (role !== undefined) return 'role';
  if (profile !== undefined) return 'instance-profile';
  return type === 'AWS::IAM::ManagedPolicy' || type === 'aws_iam_policy' ? 'policy' : 'other';
}

/** A world's roles and profiles by what values say. */
interface Index {
  readonly roles: ByIdAndName<Role>;
  readonly profiles: ByIdAndName<Profile>;
  /** By addresses without indexes. */
  readonly types: ReadonlyMap<string, string>;
}

interface ByIdAndName<T> {
  readonly byId: ReadonlyMap<string, T>;
  readonly byName: ReadonlyMap<string, T>;
}

const indexes = new WeakMap<World, Index>();

function indexOf(world: World): Index {
  const known = indexes.get(world);
  if (known !== undefined) return known;
  const index = {
    roles: byIdAndName(world.roles),
    profiles: byIdAndName(world.profiles),
    types: new Map([...world.types].map(([id, type]) => [withoutIndexes(id), type])),
  };
  indexes.set(world, index);
  return index;
}

function byIdAndName<T extends Role | Profile>(all: readonly T[]): ByIdAndName<T> {
  return {
    byId: new Map(all.map((one) => [withoutIndexes(one.id), one])),
    byName: new Map(all.map((one) => [one.name, one])),
  };
}
