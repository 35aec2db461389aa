/** What is wrong with an uploaded certificate; `period` is one that is not valid now. */
export type CertificateProblem = 'certificate' | 'private key' | 'chain' | 'period';
