/**
 * A resource as a policy names it and nothing else.
 *
 * @param variables whether the policy is of today's version, in which `${…}` would be a variable
 */
export function literal(resource: string, variables: boolean): string {
  return variables ? resource.replaceAll('${', '${$}{') : resource;
}
