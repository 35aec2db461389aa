import { stat } from 'node:fs/promises';
import path from 'node:path';

/** A custom runtime's own program. */
export interface Bootstrap {
  /** Where the function sees it; a program that ends at once where there is none. */
  readonly program: string;
  /** Why it cannot be started, in AWS's words. */
  readonly problem?: string | undefined;
}

const NAME = 'bootstrap';
/** What runs in place of a program that cannot. */
const NOTHING = 'true';

/**
 * A custom runtime comes with the code, or else with a layer.
 *
 * @param on where both lie on the host
 * @param seen where the function has them
 * @see https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
 */
export async function findBootstrap(
  on: { readonly code: string; readonly layers: string | undefined },
  seen: { readonly code: string; readonly layers: string },
): Promise<Bootstrap> {
  for (const place of ['code', 'layers'] as const) {
    const folder = on[place];
    const file =
      folder === undefined ? undefined : await stat(path.join(folder, NAME)).catch(() => undefined);
    if (file?.isFile() !== true) continue;
    if ((file.mode & 0o111) !== 0) return { program: `${seen[place]}/${NAME}` };
    const shown = `${place === 'code' ? '/var/task' : '/opt'}/${NAME}`;
    return { program: NOTHING, problem: `fork/exec ${shown}: permission denied` };
  }
  const problem = "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
  return { program: NOTHING, problem };
}
