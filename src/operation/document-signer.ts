/** Whether an instance identity document is of this house's making; the metadata service's key answers. */
export interface DocumentSigner {
  /** @param document its bytes as the metadata service served them @param signature RSA with SHA-256 */
  hasSigned(document: Uint8Array, signature: Uint8Array): Promise<boolean>;
}
