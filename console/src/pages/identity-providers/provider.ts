/** An identity provider as listings have it. */
export interface Provider {
  readonly arn: string;
  readonly kind: ProviderKind;
  /** Listings say it of SAML providers alone. */
  readonly created?: Date | undefined;
}

/** What AWS can be told to trust. */
export type ProviderKind = 'OIDC' | 'SAML';

/** A provider's kind, which its ARN says. */
export function kindOfProvider(arn: string): ProviderKind {
  return arn.includes(':oidc-provider/') ? 'OIDC' : 'SAML';
}

/** A provider's name: an OIDC provider's is its address without the scheme. */
export function nameOfProvider(arn: string): string {
  return arn.replace(/^.*?:(?:oidc|saml)-provider\//, '');
}

/** What was typed one a line: without what is empty. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
