import type { Verdict } from '../rerun.ts';

/**
 * SQLSTATE → verdict.
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const BY_STATE: Readonly<Record<string, Verdict>> = {
  '40001': 'contention', // serialization_failure
  '40P01': 'contention', // deadlock_detected
  '55P03': 'contention', // lock_not_available: lock_timeout
  '40003': 'connection', // statement_completion_unknown
  '53300': 'connection', // too_many_connections
  '57P01': 'connection', // admin_shutdown
  '57P02': 'connection', // crash_shutdown
  '57P03': 'connection', // cannot_connect_now: starting up
  '57P05': 'connection', // idle_session_timeout
};

const BY_CLASS: Readonly<Record<string, Verdict>> = { '08': 'connection', '23': 'constraint' };

/** Errors of the network, by Node's code. */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
]);

/** What the driver says of a connection that is gone or not to be had; it gives these no code. */
const DRIVER =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Query read timeout)/;

/** What a failure on PostgreSQL means. */
export function judge(error: unknown): Verdict {
  if (!(error instanceof Error)) return 'final';
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') {
    if (NETWORK.has(code)) return 'connection';
    return BY_STATE[code] ?? BY_CLASS[code.slice(0, 2)] ?? 'final';
  }
  return DRIVER.test(error.message) ? 'connection' : 'final';
}
