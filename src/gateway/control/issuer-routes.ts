import { AwsError } from '../../kernel/aws-error.ts';
import { keepIssuerKeys, readKeySet } from '../../operation/issuer-keys.ts';
import type { ControlRoutes } from './control-routes.ts';

const MOST_CHARACTERS = 255;
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];

/** The operator's route for the keys of an issuer that cannot be reached, or need not be. */
export const issuerRoutes: ControlRoutes = [
  {
    method: 'POST',
    path: 'oidc/keys',
    run: async ({ house, body }) => {
      const issuer = body['issuer'];
      if (typeof issuer !== 'string' || issuer.length > MOST_CHARACTERS || !/^https?:\/\/\S+$/.test(issuer)) {
        throw invalid('`issuer` must be the URL that tokens name as `iss`');
      }
      const keySet = readKeySet(body['keySet']);
      if (keySet === undefined) throw invalid('`keySet` must be a JSON Web Key Set: {"keys": [ … ]}');
      if (keySet.keys.some((key) => PRIVATE_MEMBERS.some((member) => member in key))) {
        throw invalid('`keySet` holds a private or secret key; give the public ones');
      }
      await keepIssuerKeys(house.store, issuer, keySet);
      return { issuer, keys: keySet.keys.length };
    },
  },
];

function invalid(message: string): AwsError {
  return new AwsError('InvalidRequest', 400, message);
}
