import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/**
 * Terraform's AWS provider in a process of its own, which serves one run of Terraform after another: each
 * run would start it anew, twice when it applies, and a start takes a second of computing.
 */
export class RunningProvider {
  /** What Terraform takes as `TF_REATTACH_PROVIDERS`. */
  readonly address: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, address: string) {
    this.#child = child;
    this.address = address;
  }

  /**
   * Starts one.
   *
   * @param folder its working directory, where it finds the files that a configuration names
   * @throws Error with all it said when it ends before it serves
   */
  static async start(
    program: string,
    folder: string,
    env: Readonly<Record<string, string>>,
  ): Promise<RunningProvider> {
    const child = spawn(program, ['-debug'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.removeListener('exit', kill));
    let output = '';
    const address = await new Promise<string>((resolve, reject) => {
      const heard = (text: string): void => {
        output += text;
        const found = /TF_REATTACH_PROVIDERS='([^']+)'/.exec(output)?.[1];
        if (found !== undefined) resolve(found);
      };
      child.stdout.setEncoding('utf8').on('data', heard);
      // Read on to the end: a full pipe would stop it.
      child.stderr.setEncoding('utf8').on('data', heard);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the provider ended with ${code}: ${output}`)));
    });
    return new RunningProvider(child, address);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
