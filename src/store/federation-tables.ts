/** The identity providers that accounts trust; they decide who may become a role's session. */
export interface FederationTables {
  oidc_providers: OidcProviderRow;
  saml_providers: SamlProviderRow;
}

export interface OidcProviderRow {
  /** Ours; its tags hang on it. */
  provider_id: string;
  account_id: string;
  /** What tokens name as `iss`, for example `https://idp.example.com/realm`. */
  issuer: string;
  /** JSON: a list of texts. */
  client_ids: string;
  /** JSON: a list of SHA-1 digests in hex, as they were given. */
  thumbprints: string;
  created_at: number;
}

export interface SamlProviderRow {
  /** Ours; its tags hang on it. */
  provider_id: string;
  account_id: string;
  name: string;
  /** The metadata document, as it was given. */
  metadata: string;
  /** From the metadata, as are the next two. */
  entity_id: string;
  /** JSON: a list of certificates, each base64 DER. */
  certificates: string;
  created_at: number;
  valid_until: number;
}
