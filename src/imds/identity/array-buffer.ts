/** Bytes as the ASN.1 library takes them: a buffer of their own. */
export function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
