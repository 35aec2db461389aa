import type { Reference } from './reference.ts';

/** What ARNs of one service look like: the service as ARNs name it, which is not always the actions' prefix. */
export interface ArnService {
  readonly name: string;
  readonly templates: readonly ArnTemplate[];
}

/** An ARN's form, its parts as patterns: `*` for each blank. */
export interface ArnTemplate {
  readonly region: string;
  /** Whether AWS leaves the Region out for some of these resources. */
  readonly mayLackRegion: boolean;
  readonly account: string;
  readonly resource: string;
}

const KNOWN = new WeakMap<Reference, ReadonlyMap<string, ArnService>>();

/** The service that an ARN's third part names; `undefined` when there is none. */
export function arnServiceOf(reference: Reference, name: string): ArnService | undefined {
  let services = KNOWN.get(reference);
  if (services === undefined) KNOWN.set(reference, (services = collect(reference)));
  return services.get(name);
}

function collect({ services }: Reference): ReadonlyMap<string, ArnService> {
  const templates = new Map<string, ArnTemplate[]>();
  for (const prefix of services.keys()) templates.set(prefix, []);
  for (const { prefix, resourceTypes } of services.values()) {
    for (const { arn } of resourceTypes) {
      const [, , named = '', region = '', account = '', ...resource] = blanked(arn).split(':');
      // A blank for the service: any may stand there, the own one too.
      const service = named.includes('*') ? prefix : named;
      const known = templates.get(service) ?? [];
      templates.set(service, known);
      known.push({
        region,
        mayLackRegion: MAY_LACK_REGION.has(service),
        account,
        resource: resource.join(':'),
      });
    }
  }
  return new Map([...templates].map(([name, list]) => [name, { name, templates: list }]));
}

/** The reference gives these a Region although global ones exist too. */
const MAY_LACK_REGION: ReadonlySet<string> = new Set(['apigateway', 'elasticloadbalancing']);

function blanked(arn: string): string {
  return arn.replaceAll(/\$\{[^}]*\}/g, '*');
}
