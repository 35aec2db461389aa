import type { Service } from '../../operation/service.ts';
import { assumeRole } from './assume-role.ts';
import { assumeRoleWithSAML } from './assume-role-with-saml.ts';
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts';
import { assumeRoot } from './assume-root.ts';
import { decodeAuthorizationMessage } from './decode-authorization-message.ts';
import { stsErrors } from './errors.ts';
import { getAccessKeyInfo } from './get-access-key-info.ts';
import { getCallerIdentity } from './get-caller-identity.ts';
import { getFederationToken } from './get-federation-token.ts';
import { getSessionToken } from './get-session-token.ts';

/** The Security Token Service. */
export const stsService: Service = {
  name: 'sts',
  operations: [
    assumeRole,
    assumeRoleWithSAML,
    assumeRoleWithWebIdentity,
    assumeRoot,
    decodeAuthorizationMessage,
    getAccessKeyInfo,
    getCallerIdentity,
    getFederationToken,
    getSessionToken,
  ],
  denies: ({ authorization: { action, identity }, sentence }) =>
    identity === undefined ? stsErrors.accessDenied(sentence) : stsErrors.notAuthorized(action),
};
