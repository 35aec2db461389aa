import { askServer } from './control-client.ts';

/** Says whether a server answers on the port, and how it isolates instances; exit code 1 when none does. */
export async function statusCommand({ port }: { readonly port: number }): Promise<void> {
  const { isolation } = await askServer(port, 'GET', 'health');
  process.stdout.write(`utsuwa serves on http://127.0.0.1:${port}\nisolation ${String(isolation)}\n`);
}
