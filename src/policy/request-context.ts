import type { RequestContext } from './request.ts';

/**
 * A request's context from condition keys as people write them: their names count in any case.
 *
 * @example requestContext({ 'aws:SourceIp': '203.0.113.7', 'aws:TagKeys': ['team', 'stage'] })
 */
export function requestContext(keys: Readonly<Record<string, string | readonly string[]>>): RequestContext {
  return new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]));
}
