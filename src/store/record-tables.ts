/** Tables of what was refused and why, which decide nothing. */
export interface RecordTables {
  refusals: RefusalRow;
  refusal_documents: RefusalDocumentRow;
}

export interface RefusalRow {
  request_id: string;
  /** The id in the denial's sentence; null for the requests that get none. */
  authorization_id: string | null;
  /** Real time, ms since 1970. */
  at: number;
  /** JSON. */
  record: string;
}

/** A policy's document as it stood when a request was refused. */
export interface RefusalDocumentRow {
  /** SHA-256 of the document, in hex. */
  digest: string;
  document: string;
  /** When the last request that was decided by it was refused, ms since 1970. */
  used_at: number;
}
