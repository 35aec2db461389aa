import { WELL_KNOWN_SECRET } from '../kernel/well-known-key.ts';

/** The root user's access key as the operator set it, or the one that LocalStack's users have in their scripts. */
export interface RootKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Whether its secret is the one that everybody knows. */
  readonly wellKnown: boolean;
}

export function rootKey(env: NodeJS.ProcessEnv = process.env): RootKey {
  // What a script sets to nothing counts as not set: an empty secret would be everybody's.
  const accessKeyId = env['UTSUWA_ROOT_ACCESS_KEY_ID'] || 'test';
  const secretAccessKey = env['UTSUWA_ROOT_SECRET_ACCESS_KEY'] || WELL_KNOWN_SECRET;
  return { accessKeyId, secretAccessKey, wellKnown: secretAccessKey === WELL_KNOWN_SECRET };
}
