import type { House } from '../operation/house.ts';
import type { ControlRoutes } from './control/control-routes.ts';
import { handleControl } from './control/handle-control.ts';
import { handle } from './handle.ts';
import { HostGuard } from '../kernel/host-guard.ts';
import type { Handler } from './listen.ts';

/** The paths that are ours and not AWS's. */
const CONTROL = '/_utsuwa/';

/**
 * What the gateway's port answers: AWS's APIs, and the operator's own routes beside them. A foreign
 * Host header is refused before anything else.
 *
 * @param hostNames names by which the server may be called, beside loopback's
 */
export function gateway(house: House, control: ControlRoutes, hostNames: readonly string[]): Handler {
  const hosts = new HostGuard(hostNames);
  return async (request, body) => {
    if (!hosts.knows(request)) return foreignHost(request.headers['host']);
    if (request.path.startsWith(CONTROL)) return handleControl(house, control, request, body);
    return handle(house, request, body);
  };
}

function foreignHost(host: string | undefined) {
  const shown = host === undefined ? 'none' : `\`${host.slice(0, 253)}\``;
  return {
    status: 403,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: `utsuwa: refused, the Host header is ${shown}, not a name of this server; add it with --host-name\n`,
  };
}
