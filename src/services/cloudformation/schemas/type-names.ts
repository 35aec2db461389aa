import { existsSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

let loaded: ReadonlySet<string> | undefined;

/** The names of all resource types that AWS publishes, built here or not; read at their first use. */
export function awsTypeNames(): ReadonlySet<string> {
  loaded ??= new Set(brotliDecompressSync(readFileSync(dataUrl())).toString().split('\n'));
  return loaded;
}

/** The data lies beside the service's sources; a build copies it to `data/cloudformation` beside the bundle. */
function dataUrl(): URL {
  const bundled = new URL('data/cloudformation/type-names.br', import.meta.url);
  return existsSync(bundled) ? bundled : new URL('../data/type-names.br', import.meta.url);
}
