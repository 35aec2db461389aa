import { useQuery } from '@tanstack/react-query';

/** The part of AWS's service reference that is read. */
interface ServiceReference {
  readonly Actions: readonly { readonly Name: string }[];
}

/** What to suggest for what was typed: services first, behind the colon their actions. */
export function useActionSuggestions(text: string): readonly string[] {
  const [, prefix] = /^([a-z\d-]+):/.exec(text.toLowerCase()) ?? [];
  const services = useReference('') as readonly { readonly service: string }[] | undefined;
  const isKnown = services?.some(({ service }) => service === prefix) === true;
  const service = useReference(isKnown ? `/${prefix}` : undefined) as ServiceReference | undefined;
  if (prefix !== undefined) return (service?.Actions ?? []).map(({ Name }) => `${prefix}:${Name}`);
  return (services ?? []).map(({ service: name }) => `${name}:`);
}

/** AWS's tables do not change while somebody looks. @param path nothing is asked for when absent */
function useReference(path: string | undefined): unknown {
  const { data } = useQuery({
    queryKey: ['service-reference', path],
    queryFn: async () => {
      const response = await fetch(`/_utsuwa/service-reference${path}`);
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return (await response.json()) as unknown;
    },
    enabled: path !== undefined,
    staleTime: Infinity,
  });
  return data;
}
