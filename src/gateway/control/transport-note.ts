import { isLoopback } from '../../kernel/loopback.ts';
import type { ToldSentence } from '../../kernel/told-request.ts';
import type { KeptRequest } from '../../operation/records/request-record.ts';

const NOTE: ToldSentence = {
  code: 'note loopback-is-secure',
  text:
    'aws:SecureTransport was true because the request came over loopback, which no network carries; ' +
    'with `start --loopback-http insecure` it is false for all that comes without TLS',
};

/**
 * Says so where a policy asks about TLS and loopback counted as secure: whoever tests such a policy would
 * otherwise look for the refusal in vain.
 *
 * @param loopbackIsSecure whether it counts so here
 */
export function transportNotes(
  { record, documents }: KeptRequest,
  loopbackIsSecure: boolean,
): ToldSentence[] {
  if (!loopbackIsSecure) return [];
  const counted = record.evaluations.some(({ context }) => {
    const from = context['aws:SourceIp'];
    return context['aws:SecureTransport'] === 'true' && typeof from === 'string' && isLoopback(from);
  });
  const asked = [...documents.values()].some((document) => /aws:securetransport/i.test(document));
  return counted && asked ? [NOTE] : [];
}
