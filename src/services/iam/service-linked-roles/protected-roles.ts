import type { RoleRow } from '../../../store/identity-tables.ts';
import { protectedRole } from '../errors.ts';

/** Where service-linked roles live, each under its service's name; no other role does. */
export const SERVICE_ROLE_PATH = '/aws-service-role/';

/**
 * Refuses a change of a role that belongs to a service.
 *
 * @throws AwsError UnmodifiableEntity
 */
export function assertNotProtected({ path, name }: Pick<RoleRow, 'path' | 'name'>): void {
  if (path.startsWith(SERVICE_ROLE_PATH)) throw protectedRole(name);
}
