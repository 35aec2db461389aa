/** What is wrong with an uploaded certificate. */
export type CertificateProblem = 'certificate' | 'private key' | 'chain';
