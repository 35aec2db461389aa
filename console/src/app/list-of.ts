import { paths } from '../parts/paths.ts';

/** What makes something is beside its listing, not below it: of which listing it is. */
const MAKES: Readonly<Record<string, string>> = {
  [paths.createUser()]: paths.users(),
  [paths.createGroup()]: paths.groups(),
  [paths.createRole()]: paths.roles(),
  [paths.createPolicy()]: paths.policies(),
  [paths.createIdentityProvider()]: paths.identityProviders(),
  [paths.createBucket()]: paths.buckets(),
  [paths.createFunction()]: paths.functions(),
  [paths.createStack()]: paths.stacks(),
};

/** The listing that a page without a place in the navigation belongs to; itself where it is below its listing. */
export function listOf(pathname: string): string {
  return MAKES[pathname] ?? pathname;
}

/** Listings of what lies in one Region. */
const REGIONAL = [paths.instances(), paths.functions(), paths.stacks()];
/** What is made anew is made in any Region. */
const ANYWHERE: ReadonlySet<string> = new Set([paths.launchInstance()]);

/** Where to go when the Region changes on the page of something that lies in one: to its listing. */
export function placeInAnotherRegion(pathname: string): string | undefined {
  if (ANYWHERE.has(pathname)) return undefined;
  return REGIONAL.find((list) => pathname.startsWith(`${list}/`));
}
