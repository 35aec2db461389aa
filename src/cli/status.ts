import { askServer } from './control-client.ts';

/** Says whether a server answers on the port; exit code 1 when none does. */
export async function statusCommand({ port }: { readonly port: number }): Promise<void> {
  await askServer(port, 'GET', 'health');
  process.stdout.write(`utsuwa serves on http://127.0.0.1:${port}\n`);
}
