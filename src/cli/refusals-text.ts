import { ownCommand } from './own-command.ts';
import { colours } from './terminal-colours.ts';

/** A refused request in a list. */
export interface ListedRefusal {
  readonly requestId: string;
  readonly authorizationId?: string | undefined;
  readonly at: number;
  readonly caller: string;
  readonly action?: string | undefined;
  readonly resource?: string | undefined;
}

/** The last refused requests, one a line, newest first. @param port where their server listens */
export function refusalsText(refusals: readonly ListedRefusal[], port: number): string {
  if (refusals.length === 0) return 'nothing was refused lately\n';
  const lines = refusals.map(({ requestId, at, caller, action = '', resource = '' }) => {
    const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
    return `${colours.dim(time)}  ${colours.cyan(requestId)}  ${caller}  ${colours.red(action)}  ${resource}`;
  });
  return `${lines.join('\n')}\n${colours.dim(`${ownCommand('explain', port)} ID says why`)}\n`;
}
