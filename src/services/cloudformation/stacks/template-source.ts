import { isLoopback } from '../../../kernel/loopback.ts';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { callService } from '../engine/service-calls.ts';
import {
  bodyOrUrlNotBoth,
  eitherBodyOrUrl,
  invalidTemplateUrl,
  noTemplateAt,
  templateTooLarge,
  templateTooLong,
} from '../errors.ts';

const MAX_BODY = 51_200;
const MAX_OBJECT = 1_000_000;

/** Where a request has its template from. */
export interface TemplateSource {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
}

/**
 * The template of a request, from its body or from an object in S3, which is read as the caller.
 *
 * @throws AwsError ValidationError when it cannot be had or is too large
 */
export async function templateOf(
  { TemplateBody: body, TemplateURL: url }: TemplateSource,
  context: OperationContext,
): Promise<string> {
  if (body !== undefined && url !== undefined) throw bodyOrUrlNotBoth();
  if (url !== undefined) return templateAt(url, context);
  if (body === undefined) throw eitherBodyOrUrl();
  if (Buffer.byteLength(body) > MAX_BODY) throw templateTooLong(Buffer.byteLength(body));
  return body;
}

/** Reads a template, or a stack policy, that a URL names. */
export async function templateAt(url: string, context: OperationContext): Promise<string> {
  const place = objectAt(url, context.house.settings.endpoint);
  if (place === undefined) throw invalidTemplateUrl();
  const { house, caller, facts } = context;
  const call = { service: 's3', operation: 'GetObject', input: place };
  const via = { caller, isForwarded: true, region: facts.region, calledVia: facts.calledVia };
  try {
    const { Body } = (await callService(house, via, call)) as { readonly Body?: AsyncIterable<Uint8Array> };
    return await textOf(Body);
  } catch (error) {
    if (error instanceof AwsError && error.code !== 'ValidationError') throw noTemplateAt(error.message);
    throw error;
  }
}

async function textOf(body: AsyncIterable<Uint8Array> | Uint8Array | undefined): Promise<string> {
  if (body === undefined) return '';
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_OBJECT) throw templateTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The object that a URL of S3's names, in either style, on AWS's hosts or on ours. */
function objectAt(
  url: string,
  endpoint: string,
): { Bucket: string; Key: string; VersionId?: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  const path = decoded(parsed.pathname.slice(1));
  if (path === undefined) return undefined;
  const version = parsed.searchParams.get('versionId');
  const rest = version === null ? {} : { VersionId: version };
  if (parsed.protocol === 's3:') return { Bucket: parsed.hostname, Key: path, ...rest };
  const host = parsed.hostname.toLowerCase();
  const isOwn = isLoopback(host) || (URL.canParse(endpoint) && host === new URL(endpoint).hostname);
  const virtual = /^(.+)\.s3(?:[.-][a-z0-9-]+)*\.(?:amazonaws\.com|localhost)$/.exec(host)?.[1];
  const bucket = virtual ?? (host.endsWith('.localhost') ? host.slice(0, -'.localhost'.length) : undefined);
  if (bucket !== undefined) return path === '' ? undefined : { Bucket: bucket, Key: path, ...rest };
  if (!isOwn && !/^s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com$/.test(host)) return undefined;
  const slash = path.indexOf('/');
  if (slash < 1 || slash === path.length - 1) return undefined;
  return { Bucket: path.slice(0, slash), Key: path.slice(slash + 1), ...rest };
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
