import { askServer } from './control-client.ts';

/** Prints the certificate, PEM, against which the signatures of instance identity documents hold. */
export async function identityCertificateCommand({ port }: { readonly port: number }): Promise<void> {
  const { certificate } = await askServer(port, 'GET', 'instance-identity/certificate');
  process.stdout.write(String(certificate));
}
