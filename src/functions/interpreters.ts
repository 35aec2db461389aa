import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What runs a function's code. */
export interface Interpreter {
  /** The program and its first arguments; its files are where the machine has them. */
  readonly command: readonly [string, ...string[]];
  /** Folders of the machine's that it needs, besides the system's own. */
  readonly folders: readonly string[];
}

/** Our own programs that drive handlers, as the machine has them. A bundle has the folder beside its files. */
export const RUNTIMES_FOLDER = fileURLToPath(new URL('./runtimes', import.meta.url));

/**
 * Finds what runs a runtime's functions: for Node.js the interpreter of this process, for Python the one
 * of the runtime's version, or else the machine's own.
 *
 * @param place where the runtimes' folder and a custom runtime's own program are, as the function sees them; that is
 *   absent for other runtimes
 * @returns a sentence for the caller where nothing does
 */
export async function interpreterOf(
  runtime: string,
  place: { readonly runtimes: string; readonly bootstrap: string | undefined },
): Promise<Interpreter | string> {
  if (runtime.startsWith('nodejs')) {
    const program = realpathSync(process.execPath);
    return { command: [program, `${place.runtimes}/node.mjs`], folders: beyondSystem(program) };
  }
  if (runtime.startsWith('python')) {
    const program = await pythonFor(runtime);
    if (program === undefined)
      return `\`python3\` is not installed on Utsuwa's machine, which ${runtime} needs`;
    // -u: what is printed is seen at once. -B: code is read-only.
    return { command: [program, '-u', '-B', `${place.runtimes}/python.py`], folders: beyondSystem(program) };
  }
  if (place.bootstrap !== undefined) return { command: [place.bootstrap], folders: [] };
  return `Utsuwa keeps functions of ${runtime} and does not run them: it runs Node.js, Python and custom runtimes`;
}

const SYSTEM = ['/usr/', '/bin/', '/lib/', '/lib64/', '/sbin/'];

/** The folder above the program's own `bin`, with all that is installed beside it. */
function beyondSystem(program: string): readonly string[] {
  if (SYSTEM.some((folder) => program.startsWith(folder))) return [];
  return [path.dirname(path.dirname(program)), ...(program.startsWith('/nix/') ? ['/nix/store'] : [])];
}

const pythons = new Map<string, Promise<string | undefined>>();

function pythonFor(runtime: string): Promise<string | undefined> {
  let known = pythons.get(runtime);
  if (known === undefined) pythons.set(runtime, (known = findPython([runtime, 'python3'])));
  return known;
}

/** Through version managers and virtual environments to the program itself. */
const WHO =
  'import os, sys; print(os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable))';

async function findPython(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    try {
      const { stdout } = await promisify(execFile)(name, ['-c', WHO], { timeout: 10_000, cwd: '/' });
      const program = stdout.trim();
      if (path.isAbsolute(program)) return program;
    } catch {
      // Not installed, or a shim without a version behind it: the next name.
    }
  }
  return undefined;
}
