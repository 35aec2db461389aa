import { isIP } from 'node:net';

/** Whether a host, a name or an address with or without brackets, is this machine to itself. */
export function isLoopback(host: string): boolean {
  if (host === '127.0.0.1' || host === 'localhost' || host === '::1' || host === '[::1]') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}
