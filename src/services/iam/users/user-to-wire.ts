import type { Tag, User } from '../../../model/generated/iam.ts';
import type { UserRow } from '../../../store/identity-tables.ts';
import { arnOf } from '../shared/arns.ts';
import { boundaryToWire } from '../shared/boundaries.ts';

/** A user as listings carry it: without tags and boundary. */
export function userToWire(row: UserRow): User {
  return {
    Path: row.path,
    UserName: row.name,
    UserId: row.user_id,
    Arn: arnOf('user', row),
    CreateDate: new Date(row.created_at),
  };
}

/** A user as CreateUser and GetUser carry it; neither boundary nor tags where there are none. */
export function userInFullToWire(row: UserRow, tags: readonly Tag[]): User {
  return {
    ...userToWire(row),
    PermissionsBoundary: boundaryToWire(row.permissions_boundary),
    Tags: tags.length === 0 ? undefined : tags,
  };
}
