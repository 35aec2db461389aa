import { useQuery, useQueryClient } from '@tanstack/react-query';
import { nearest } from './nearest.ts';

/** The part of AWS's service reference that is read. */
interface ServiceReference {
  readonly Actions: readonly { readonly Name: string }[];
}

type Services = readonly { readonly service: string }[];

/** What is offered for an action that there is not. */
const MOST_MEANT = 3;

/** What to suggest for what was typed: services first, behind the colon their actions. */
export function useActionSuggestions(text: string): readonly string[] {
  const [, prefix] = /^([a-z\d-]+):/.exec(text.toLowerCase()) ?? [];
  const services = useReference('') as Services | undefined;
  const isKnown = services?.some(({ service }) => service === prefix) === true;
  const service = useReference(isKnown ? `/${prefix}` : undefined) as ServiceReference | undefined;
  if (prefix !== undefined) return (service?.Actions ?? []).map(({ Name }) => `${prefix}:${Name}`);
  return (services ?? []).map(({ service: name }) => `${name}:`);
}

/** What AWS's service reference says of an action. */
export interface ActionCheck {
  /** Whether there is none of its name, in whatever case. */
  readonly isMissing: boolean;
  /** As AWS writes it, where there is one. */
  readonly name: string;
  /** What may have been meant, where there is none. */
  readonly meant: readonly string[];
}

/** Looks an action up; where the reference cannot be had it is taken as it was typed. */
export function useActionCheck(): (action: string) => Promise<ActionCheck> {
  const queries = useQueryClient();
  const ask = (path: string) => queries.fetchQuery(referenceQuery(path));
  return async (action) => {
    const taken = { isMissing: false, name: action, meant: [] };
    const [prefix = '', wanted = ''] = action.split(':');
    try {
      const services = ((await ask('')) as Services).map(({ service }) => service);
      const service = prefix.toLowerCase();
      if (!services.includes(service)) {
        const meant = nearest(service, services, MOST_MEANT).map((name) => `${name}:${wanted}`);
        return { isMissing: true, name: action, meant };
      }
      const names = ((await ask(`/${service}`)) as ServiceReference).Actions.map(({ Name }) => Name);
      const own = names.find((name) => name.toLowerCase() === wanted.toLowerCase());
      if (own !== undefined) return { ...taken, name: `${service}:${own}` };
      const meant = nearest(wanted, names, MOST_MEANT).map((name) => `${service}:${name}`);
      return { isMissing: true, name: action, meant };
    } catch {
      // Without AWS's tables IAM alone decides; it answers the simulation.
      return taken;
    }
  };
}

/** AWS's tables do not change while somebody looks. @param path nothing is asked for when absent */
function useReference(path: string | undefined): unknown {
  const { data } = useQuery({ ...referenceQuery(path ?? ''), enabled: path !== undefined });
  return data;
}

function referenceQuery(path: string) {
  return {
    queryKey: ['service-reference', path],
    queryFn: async () => {
      const response = await fetch(`/_utsuwa/service-reference${path}`);
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return (await response.json()) as unknown;
    },
    staleTime: Infinity,
  };
}
