/**
 * A function's variables with what the house adds, unless the function sets the same itself: whom to trust as
 * AWS.
 *
 * @param authority the certificate to be trusted, as the function sees it; absent where it reaches the house without TLS
 */
export function withHouseVariables(
  variables: Readonly<Record<string, string>>,
  authority: string | undefined,
): Record<string, string> {
  return {
    ...(authority !== undefined && {
      NODE_EXTRA_CA_CERTS: authority,
      SSL_CERT_FILE: authority,
      REQUESTS_CA_BUNDLE: authority,
    }),
    ...variables,
  };
}
