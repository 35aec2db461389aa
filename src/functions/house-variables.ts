import { createRequire } from 'node:module';
import type { RunnableFunction } from '../operation/functions.ts';

/** What the house adds to a function's environment. */
interface HouseThings {
  /** The certificate to be trusted, as the function sees it; absent where it reaches the house without TLS. */
  readonly authority?: string | undefined;
  /** Where packages of the runtime's lie. */
  readonly packages: string | undefined;
}

/**
 * A function's variables with what the house adds, unless the function sets the same itself: whom to trust as
 * AWS, and where `require` finds the AWS SDK.
 */
export function withHouseVariables(
  variables: Readonly<Record<string, string>>,
  { authority, packages }: HouseThings,
): Record<string, string> {
  const { NODE_PATH } = variables;
  return {
    ...(authority !== undefined && {
      NODE_EXTRA_CA_CERTS: authority,
      SSL_CERT_FILE: authority,
      REQUESTS_CA_BUNDLE: authority,
    }),
    ...variables,
    ...(NODE_PATH !== undefined && packages !== undefined && { NODE_PATH: `${NODE_PATH}:${packages}` }),
  };
}

const SDK = '@aws-sdk/client-s3';
const FOLDER = '/node_modules/';

/**
 * The folder with the packages that AWS's runtime brings: Node.js's have the AWS SDK, of which the house has
 * the client of S3 with what it needs, and others where somebody installed them beside it.
 *
 * @returns `undefined` for other runtimes
 */
export function packagesFor({ runtime }: Pick<RunnableFunction, 'runtime'>): string | undefined {
  if (!runtime.startsWith('nodejs')) return undefined;
  const place = createRequire(import.meta.url).resolve(SDK);
  return place.slice(0, place.lastIndexOf(`${FOLDER}${SDK}/`) + FOLDER.length - 1);
}
