import type { HttpRequest } from '../kernel/http.ts';
import type { OperationModel, ServiceModel } from '../model/service-model.ts';
import { parseRestQuery, type RestQuery } from './rest-query.ts';
import { invalidUri } from './wire-errors.ts';

/** An operation's way into a REST service, taken apart once. */
export interface Route {
  readonly name: string;
  readonly method: string;
  readonly segments: readonly Segment[];
  /** What the query must hold: `?policy`, `?list-type=2`. */
  readonly literals: readonly { readonly name: string; readonly value: string | undefined }[];
  /** Names of query parameters and headers that the input requires. */
  readonly required: () => readonly { readonly in: 'querystring' | 'header'; readonly name: string }[];
}

interface Segment {
  readonly kind: 'literal' | 'label' | 'greedy';
  readonly text: string;
}

interface Routes {
  readonly byMethod: ReadonlyMap<string, readonly Route[]>;
  /** What some operation names in its query without a value, as S3's `?acl`. */
  readonly subresources: ReadonlySet<string>;
}

const routes = new WeakMap<ServiceModel, Routes>();

/**
 * Finds the operation that a REST request means. Of several with the same path the one wins whose query
 * literals are most, then the one whose required parameters and headers are all there: so S3 tells
 * UploadPart from PutObject and ListParts from GetObject.
 */
export function findRoute(model: ServiceModel, request: HttpRequest): Route | undefined {
  const segments = request.path.split('/').slice(1);
  const query = parseRestQuery(request.query);
  let best: Route | undefined;
  let bestScore = -1;
  const { byMethod, subresources } = routesOf(model);
  for (const route of byMethod.get(request.method) ?? []) {
    if (!matches(route, segments) || !hasLiterals(route, query)) continue;
    const score = scoreOf(route, request, query);
    if (score > bestScore) {
      best = route;
      bestScore = score;
    }
  }
  return best !== undefined && meansAll(best, query, subresources) ? best : undefined;
}

/** `DELETE /bucket/key?acl` must not delete the object: a subresource that the operation has not is none of it. */
function meansAll({ literals }: Route, query: RestQuery, subresources: ReadonlySet<string>): boolean {
  for (const name of query.keys()) {
    if (subresources.has(name) && !literals.some((literal) => literal.name === name)) return false;
  }
  return true;
}

/**
 * The values in an operation's path, decoded: `%2F` becomes `/`, `+` stays, nothing is normalised.
 *
 * @throws AwsError `InvalidURI` when the path is not percent-encoded UTF-8
 */
export function uriLabels(operation: OperationModel, path: string): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const segments = path.split('/').slice(1);
  templateOf(operation.http.requestUri).forEach((segment, index) => {
    if (segment.kind === 'literal') return;
    const text = segment.kind === 'greedy' ? segments.slice(index).join('/') : (segments[index] ?? '');
    labels.set(segment.text, decodeLabel(text));
  });
  return labels;
}

function decodeLabel(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidUri();
  }
}

function routesOf(model: ServiceModel): Routes {
  let known = routes.get(model);
  if (known === undefined) {
    const own = [...model.operations.values()].map((operation) =>
      routeOf(operation.name, operation.http, () => requiredOf(operation)),
    );
    const others = [...model.otherRoutes].map(([name, http]) => routeOf(name, http, () => []));
    const all = [...own, ...others];
    const bare = all.flatMap((route) => route.literals.filter(({ value }) => value === undefined));
    known = { byMethod: groupByMethod(all), subresources: new Set(bare.map(({ name }) => name)) };
    routes.set(model, known);
  }
  return known;
}

function routeOf(
  name: string,
  http: { readonly method: string; readonly requestUri: string },
  required: Route['required'],
): Route {
  const query = http.requestUri.split('?')[1] ?? '';
  const literals = query
    .split('&')
    .filter((literal) => literal !== '')
    .map((literal) => {
      const [literalName = '', value] = literal.split('=');
      return { name: literalName, value };
    });
  let found: ReturnType<Route['required']> | undefined;
  return {
    name,
    method: http.method,
    segments: templateOf(http.requestUri),
    literals,
    required: () => (found ??= required()),
  };
}

const templates = new Map<string, readonly Segment[]>();

function templateOf(uri: string): readonly Segment[] {
  let known = templates.get(uri);
  if (known === undefined) {
    const [path = ''] = uri.split('?');
    known = path
      .split('/')
      .slice(1)
      .filter((part) => part !== '')
      .map((part): Segment => {
        if (!part.startsWith('{')) return { kind: 'literal', text: part };
        const label = part.slice(1, -1);
        return label.endsWith('+')
          ? { kind: 'greedy', text: label.slice(0, -1) }
          : { kind: 'label', text: label };
      });
    templates.set(uri, known);
  }
  return known;
}

function matches({ segments }: Route, path: readonly string[]): boolean {
  const fits = segments.at(-1)?.kind === 'greedy' ? reachesGreedy(segments, path) : hasLength(segments, path);
  return (
    fits &&
    segments.every((segment, index) => {
      if (segment.kind === 'greedy') return true;
      return segment.kind === 'literal' ? segment.text === path[index] : path[index] !== '';
    })
  );
}

/** A greedy label holds at least one character, slashes included. */
function reachesGreedy(segments: readonly Segment[], path: readonly string[]): boolean {
  return path.length > segments.length || (path.length === segments.length && path.at(-1) !== '');
}

/** A trailing slash names no further segment: `/bucket/` is the bucket, not an object without a name. */
function hasLength(segments: readonly Segment[], path: readonly string[]): boolean {
  return path.length === segments.length || (path.length === segments.length + 1 && path.at(-1) === '');
}

function hasLiterals({ literals }: Route, query: RestQuery): boolean {
  return literals.every(({ name, value }) => {
    const found = query.get(name);
    return found !== undefined && (value === undefined || found.includes(value));
  });
}

function scoreOf(route: Route, request: HttpRequest, query: RestQuery): number {
  let present = 0;
  let absent = 0;
  for (const required of route.required()) {
    const found = required.in === 'header' ? request.headers[required.name] : query.get(required.name);
    if (found === undefined) absent++;
    else present++;
  }
  const fixed = route.segments.filter((segment) => segment.kind === 'literal').length;
  return (
    route.literals.length * 10_000 + (10 - Math.min(absent, 10)) * 100 + Math.min(present, 9) * 10 + fixed
  );
}

function requiredOf(operation: OperationModel): readonly { in: 'querystring' | 'header'; name: string }[] {
  return (operation.input?.members ?? []).flatMap(({ required, location, locationName, name }) => {
    if (!required || (location !== 'querystring' && location !== 'header')) return [];
    const wireName = locationName ?? name;
    return [{ in: location, name: location === 'header' ? wireName.toLowerCase() : wireName }];
  });
}

function groupByMethod(all: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const groups = new Map<string, Route[]>();
  for (const route of all) {
    const group = groups.get(route.method);
    if (group === undefined) groups.set(route.method, [route]);
    else group.push(route);
  }
  return groups;
}
